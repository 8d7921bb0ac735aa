using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;

namespace Portal.Client;

internal static class ProblemReader
{
    /// <summary>The problem in <paramref name="response"/>, or one made from its status if it has none.</summary>
    public static async Task<ApiProblem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return ClientProblems.Unreadable(status);

        try
        {
            var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(cancellationToken);
            return problem is { Code.Length: > 0 } ? problem : ClientProblems.Unreadable(status);
        }
        catch (JsonException)
        {
            return ClientProblems.Unreadable(status);
        }
    }
}

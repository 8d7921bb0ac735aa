using System.Net;
using System.Text.Json;

namespace Portal.Tests.AppB;

/// <summary>Asserts on AppB's problem details.</summary>
internal static class ProblemAssert
{
    public static async Task<JsonElement> IsProblemAsync(
        HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == status, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal($"urn:appb:problem:{code}", problem.GetProperty("type").GetString());
        return problem;
    }
}

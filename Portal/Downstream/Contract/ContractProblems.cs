using System.Globalization;
using System.Net;
using Portal.Contracts.Problems;

namespace Portal.Downstream.Contract;

/// <summary>Why an API's OpenAPI document cannot be used, with the setting that changes it.</summary>
internal static class ContractProblems
{
    /// <param name="what">What the portal got instead of the document.</param>
    public static ApiProblem Invalid(string api, string what) => new(
        ProblemCodes.ContractInvalid,
        StatusCodes.Status502BadGateway,
        $"The OpenAPI document of {api} cannot be read",
        $"The portal requested the document (DownstreamApis:{api}:OpenApi) and got: {what}",
        Api: api);

    public static ApiProblem TooLarge(string api) => new(
        ProblemCodes.ContractInvalid,
        StatusCodes.Status502BadGateway,
        $"The OpenAPI document of {api} is too large",
        $"It is larger than DownstreamApis:{api}:MaxResponseBytes. Raise that setting.",
        Api: api);

    /// <summary>A status other than 200, with what it means for a document.</summary>
    public static string Status(HttpStatusCode status, Uri? location)
    {
        var text = $"status {((int)status).ToString(CultureInfo.InvariantCulture)}";
        return status switch
        {
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest when Target(location) is { } target =>
                $"{text}, a redirect to {target}, which the portal does not follow",
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                $"{text}, because the API does not publish it to everyone. The portal requests it without a token",
            HttpStatusCode.NotFound => $"{text}: there is no document at that address",
            _ => text,
        };
    }

    // Without the query, which can contain secrets.
    private static string? Target(Uri? location) => location is null ? null
        : location.IsAbsoluteUri ? location.GetLeftPart(UriPartial.Path)
        : location.OriginalString.Split('?', '#')[0];
}

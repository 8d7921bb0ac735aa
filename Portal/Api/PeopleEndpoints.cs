using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Auth;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Graph;

namespace Portal.Api;

/// <summary>People and what their tokens will carry, for administrators of the portal; what they may read, Graph decides again.</summary>
internal static class PeopleEndpoints
{
    private const int LongestSearch = 100;
    private const int LongestNext = 2000;

    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/admin/people").RequireAuthorization(PortalPolicies.Admin);
        people.MapGet("/", Find).WithSummary("People of the directory by the beginning of a name, a page at a time.");
        people.MapGet("/{id:guid}/access", GetAccess)
            .WithSummary("What a person's next tokens for each downstream API will carry, why, and what that opens.");
    }

    private static async Task<Ok<PersonPage>> Find(
        string? search, string? next, HttpContext context, PeopleDirectory directory, CancellationToken cancellationToken)
    {
        if (search?.Length > LongestSearch || next?.Length > LongestNext)
        {
            throw new DownstreamException(new ApiProblem(
                ProblemCodes.RequestInvalid,
                StatusCodes.Status400BadRequest,
                "This search is too long",
                $"Names are searched by at most {LongestSearch} characters."));
        }

        return TypedResults.Ok(await directory.SearchAsync(search ?? "", next, context.User, cancellationToken));
    }

    private static async Task<Ok<PersonAccess>> GetAccess(
        Guid id, HttpContext context, PersonForecasts forecasts, CancellationToken cancellationToken) =>
        TypedResults.Ok(await forecasts.ReadAsync(id, context, cancellationToken));
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Roles;

namespace Portal.Roles;

/// <summary>A request with a set of changes to the roles of an API, to preview or to apply.</summary>
internal sealed record RoleSetRequest(string Api, HttpRequest Request, ClaimsPrincipal User, RoleResources Resources)
{
    /// <param name="maxChanges">The limit for the set.</param>
    /// <param name="run">Receives the API's name as written in the settings.</param>
    public async Task<Results<Ok<T>, NotFound>> HandleAsync<T>(
        int maxChanges,
        Func<string, RoleChangeSet, ClaimsPrincipal, CancellationToken, Task<T>> run,
        CancellationToken cancellationToken)
    {
        if (Resources.Find(Api) is not { } name)
            return TypedResults.NotFound();

        var set = await RoleChangeBody.ReadAsync(Request, maxChanges, cancellationToken);
        return TypedResults.Ok(await run(name, set, User, cancellationToken));
    }
}

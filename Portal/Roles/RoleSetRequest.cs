using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Contracts.Roles;

namespace Portal.Roles;

/// <summary>A set of changes, sent to the roles of an API: to be dry run, or to be made.</summary>
internal sealed record RoleSetRequest(string Api, HttpRequest Request, ClaimsPrincipal User, RoleResources Resources)
{
    /// <param name="most">Changes in the set.</param>
    /// <param name="run">Gets the API's name as settings write it.</param>
    public async Task<Results<Ok<T>, NotFound>> AnswerAsync<T>(
        int most,
        Func<string, RoleChangeSet, ClaimsPrincipal, CancellationToken, Task<T>> run,
        CancellationToken cancellationToken)
    {
        if (Resources.Find(Api) is not { } name)
            return TypedResults.NotFound();

        var set = await RoleChangeBody.ReadAsync(Request, most, cancellationToken);
        return TypedResults.Ok(await run(name, set, User, cancellationToken));
    }
}

using System.Security.Claims;

namespace Microsoft.Identity.Web;

/// <summary>
/// Whom a request acts for: the app, or a user. Without a given user, token acquisition uses the current one.
/// </summary>
internal readonly record struct Caller(bool IsApp, ClaimsPrincipal? User)
{
    public static readonly Caller App = new(IsApp: true, User: null);

    public static Caller For(ClaimsPrincipal? user) => new(IsApp: false, user);
}

using System.Security.Claims;

namespace Microsoft.Identity.Web;

/// <summary>Who a request speaks for: a user, whom the token acquisition finds itself when none is given, or the app.</summary>
internal readonly record struct Caller(bool IsApp, ClaimsPrincipal? User)
{
    public static readonly Caller App = new(IsApp: true, User: null);

    public static Caller For(ClaimsPrincipal? user) => new(IsApp: false, user);
}

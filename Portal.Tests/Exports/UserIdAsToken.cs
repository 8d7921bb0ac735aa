using System.Security.Claims;
using Portal.Tests.Support;

namespace Portal.Tests.Exports;

/// <summary>Uses the user's ID as the token, so that a stubbed AppB knows who is calling.</summary>
internal sealed class UserIdAsToken : StubHeaders
{
    protected override string HeaderFor(ClaimsPrincipal? user) => $"Bearer {user!.FindFirst("oid")!.Value}";
}

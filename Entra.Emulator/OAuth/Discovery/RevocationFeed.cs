using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>
/// Lists users whose sign-ins were revoked, and when. Entra pushes these events to resources that take part in
/// continuous access evaluation; here resources poll for them. The feed contains object ids and times only.
/// </summary>
internal static class RevocationFeed
{
    public static void MapRevocationFeed(this IEndpointRouteBuilder routes) => routes.MapGet(
        "/revocations",
        (Sessions sessions) => sessions.Revocations.Select(r => new Revocation(r.Key, Sessions.FirstSecond(r.Value))));
}

/// <param name="Since">Unix time in seconds. Tokens issued earlier are revoked.</param>
internal sealed record Revocation(Guid User, long Since);

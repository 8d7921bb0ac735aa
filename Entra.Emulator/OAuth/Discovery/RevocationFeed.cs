using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>
/// What Entra pushes to the resources that take part in continuous access evaluation, here to be fetched: whose sign-ins
/// were revoked, and when. It says nothing that a resource might not know: object ids and times.
/// </summary>
internal static class RevocationFeed
{
    public static void MapRevocationFeed(this IEndpointRouteBuilder routes) => routes.MapGet(
        "/revocations",
        (Sessions sessions) => sessions.Revocations.Select(r => new Revocation(r.Key, Sessions.FirstSecond(r.Value))));
}

/// <param name="Since">Seconds of Unix time. Tokens issued before are revoked.</param>
internal sealed record Revocation(Guid User, long Since);

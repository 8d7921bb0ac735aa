using AccessContract;

namespace Portal.Downstream;

/// <summary>The very token that a request carried, decoded for people to look at.</summary>
internal static class SentToken
{
    public static TokenContent? Of(HttpRequestMessage? request) =>
        DecodedToken.OfHeader(request?.Headers.Authorization?.ToString(), SignatureEvidence.FromAuthority);
}

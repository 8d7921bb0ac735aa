using AccessContract;

namespace Portal.Downstream;

/// <summary>The token that a request sent, decoded.</summary>
internal static class SentToken
{
    public static TokenContent? Of(HttpRequestMessage? request) =>
        DecodedToken.OfHeader(request?.Headers.Authorization?.ToString(), SignatureEvidence.FromAuthority);
}

using System.Net.Security;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>Makes handlers that trust what the machine trusts and, for loopback hosts alone, the pinned certificate.</summary>
internal static class PinnedHandler
{
    public static HttpClientHandler Create(string certificateFolder) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
#pragma warning disable MA0039 // A pin is the point: it only adds one certificate of this profile, on loopback hosts.
        ServerCertificateCustomValidationCallback = (request, certificate, _, errors) =>
            errors == SslPolicyErrors.None
            || (request.RequestUri is { IsLoopback: true }
                && certificate is not null
                && LoopbackCertificate.IsPinned(certificateFolder, certificate)),
#pragma warning restore MA0039
    };
}

using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>
/// Creates handlers that trust what the machine trusts and, for loopback hosts only, the pinned certificate.
/// </summary>
internal static class PinnedHandler
{
    public static HttpClientHandler Create(string certificateFolder) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
#pragma warning disable MA0039 // Adds one pinned certificate of this profile, for loopback hosts only.
        ServerCertificateCustomValidationCallback = (request, certificate, _, errors) =>
            IsTrusted(certificateFolder, request.RequestUri, certificate, errors),
#pragma warning restore MA0039
    };

    internal static bool IsTrusted(string certificateFolder, Uri? address, X509Certificate2? certificate, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None
        || (address is { IsLoopback: true }
            && certificate is not null
            && LoopbackCertificate.IsPinned(certificateFolder, certificate));
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using Portal.Auth;

namespace Portal.Diagnostics.Probes;

/// <summary>
/// Requests a silent sign-in without a session. If the redirect URI is registered, the error is returned to it;
/// otherwise the authority shows the error itself.
/// </summary>
internal sealed class AuthorizeProbe(AuthorityDocuments documents, IOptions<AzureAdSettings> azureAd)
{
    public Task<ProbeResponse> SendAsync(Uri authorize, Uri redirect, CancellationToken cancellationToken) => documents.GetAsync(
        new Uri(QueryHelpers.AddQueryString(authorize.AbsoluteUri, new Dictionary<string, string?>
        {
            ["client_id"] = azureAd.Value.ClientId,
            ["response_type"] = "code",
            ["response_mode"] = "query",
            ["redirect_uri"] = redirect.AbsoluteUri,
            ["scope"] = "openid profile",
            ["prompt"] = "none",
            ["state"] = "setup",
            ["nonce"] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)),
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Guid.NewGuid().ToString("N")))),
            ["code_challenge_method"] = "S256",
        })),
        cancellationToken);

    /// <summary>Whether the response redirects to <paramref name="redirect"/>.</summary>
    public static bool LeadsTo(ProbeResponse response, Uri redirect) =>
        response.Location is { IsAbsoluteUri: true } location
        && location.GetLeftPart(UriPartial.Path).Equals(redirect.GetLeftPart(UriPartial.Path), StringComparison.Ordinal);
}

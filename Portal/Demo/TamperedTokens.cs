using System.Net.Http.Headers;
using System.Security.Claims;
using AccessContract;
using Microsoft.Extensions.Options;
using Portal.Contracts.Demo;
using Portal.Downstream;

namespace Portal.Demo;

/// <summary>
/// Gets a tampered token from the emulator and sends it to a downstream API. The token goes nowhere else: callers only
/// get the response.
/// </summary>
internal sealed class TamperedTokens(EmulatorControlClient emulator, IHttpClientFactory clients, IOptionsMonitor<DownstreamApiSettings> settings)
{
    /// <summary>A token of the caller for the API, not tampered with yet.</summary>
    public EmulatorTokenRequest Begin(string api, ClaimsPrincipal user)
    {
        return new EmulatorTokenRequest(
            user.FindFirstValue("azp") ?? user.FindFirstValue("aud") ?? "",
            ScopeName.Parse(settings.Get(api).Scopes[0]).Resource,
            (user.FindFirstValue("preferred_username") ?? "").Split('@')[0]);
    }

    /// <returns>The decoded token, its differences from the valid one, and the API's unread response.</returns>
    public async Task<TamperedTokenCall> SendAsync(string api, string path, EmulatorTokenRequest tokenRequest, CancellationToken cancellationToken)
    {
        var raw = await IssueAsync(tokenRequest, cancellationToken);
        var differences = TokenDifferenceReader.Between(await IssueAsync(tokenRequest.WithoutTampering(), cancellationToken), raw, tokenRequest);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{settings.Get(api).BaseUrl!.TrimEnd('/')}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", raw);
        var response = await clients.CreateClient(api).SendAsync(request, cancellationToken);
        UnbufferedResponseHandler.Restore(response);
        return new TamperedTokenCall(DecodedToken.Of(raw, SignatureEvidence.Unchecked).Token ?? TokenContent.OfClaims([]), differences, response);
    }

    private async Task<string> IssueAsync(EmulatorTokenRequest tokenRequest, CancellationToken cancellationToken) =>
        (await emulator.PostAsync("tokens", tokenRequest, cancellationToken)).GetProperty("token").GetString()!;
}

internal sealed record TamperedTokenCall(
    TokenContent Token, IReadOnlyList<TokenDifference> Differences, HttpResponseMessage Response) : IDisposable
{
    public void Dispose() => Response.Dispose();
}

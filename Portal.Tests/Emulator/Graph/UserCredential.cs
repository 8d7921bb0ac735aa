using Azure.Core;

namespace Portal.Tests.Emulator.Graph;

/// <summary>Signs a user in to the portal and gets a token for the scopes that the client requests.</summary>
internal sealed class UserCredential(EmulatorHost host, string userName) : TokenCredential
{
    private AccessToken? _token;

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The client requests tokens asynchronously.");

    public override async ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        if (_token is { } known)
            return known;

        using var browser = host.NewBrowser();
        var scope = $"openid {string.Join(' ', requestContext.Scopes)}";
        var code = await browser.SignInAsync(userName, ("scope", scope));
        var response = await host.Tokens.RedeemAsync(browser, code, ("scope", scope));
        _token = new AccessToken(response.AccessToken, DateTimeOffset.UtcNow.AddHours(1));
        return _token.Value;
    }
}

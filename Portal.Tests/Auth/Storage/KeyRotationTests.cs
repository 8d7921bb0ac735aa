using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tests.Support;

namespace Portal.Tests.Auth.Storage;

/// <summary>
/// The Data Protection key changes every 90 days. Data Protection reads the system's clock, so the tests change the
/// dates of the keys.
/// </summary>
public sealed class KeyRotationTests : IAsyncLifetime
{
    private readonly PortalHost _portal = new();

    public ValueTask InitializeAsync() => _portal.InitializeAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task FLT_29_sessions_and_tokens_outlive_the_key_that_encrypted_them()
    {
        using var before = await SignInAsync("alice");
        var keys = _portal.Services.GetRequiredService<IKeyManager>();
        var first = Assert.Single(keys.GetAllKeys());

        keys.CreateNewKey(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(90));
        using var after = await SignInAsync("bob");
        await ExpectBothAsync();

        Expire(first.KeyId);
        await _portal.RestartAsync();
        await ExpectBothAsync();
        Assert.True(_portal.Services.GetRequiredService<IKeyManager>().GetAllKeys()
            .Single(key => key.KeyId == first.KeyId).ExpirationDate < DateTimeOffset.UtcNow);

        // Later, the portal redeems each session's refresh token, which it reads from the encrypted token cache.
        async Task ExpectBothAsync()
        {
            _portal.Clock.Advance(TimeSpan.FromSeconds(51));
            var requests = _portal.Authority.TokenRequests;
            foreach (var browser in (SignInBrowser[])[before, after])
            {
                using var open = new SignInBrowser(_portal.Address, _portal.Authority) { Cookies = browser.Cookies };
                using var page = await open.OpenAsync("/trace");
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }

            Assert.Equal(2, _portal.Authority.TokenRequests - requests);
        }
    }

    private async Task<SignInBrowser> SignInAsync(string oid)
    {
        var browser = _portal.NewBrowser();
        using var signedIn = await browser.SignInAsync("/tokens", browser.IdToken(oid, oid));
        return browser;
    }

    private void Expire(Guid key)
    {
        var file = Path.Combine(_portal.DataDirectory, "portal", "keys", $"key-{key:D}.xml");
        var xml = XElement.Load(file);
        (string Name, int Days)[] dates = [("creationDate", -100), ("activationDate", -100), ("expirationDate", -10)];
        foreach (var (name, days) in dates)
            xml.Element(name)!.Value = DateTimeOffset.UtcNow.AddDays(days).ToString("O", CultureInfo.InvariantCulture);

        xml.Save(file);
    }
}

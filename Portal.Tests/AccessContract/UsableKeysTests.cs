using System.Buffers.Text;
using System.Security.Cryptography;
using AccessContract.AspNetCore.Bearer;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.AccessContract;

/// <summary>Which of the keys that an authority publishes may validate tokens.</summary>
public sealed class UsableKeysTests
{
    private readonly Lines _log = new();

    [Fact]
    public void TOK_66_weak_duplicate_and_symmetric_keys_are_ignored_with_one_warning()
    {
        var good = Rsa("good", 2048);
        var keys = new UsableKeys(_log);
        JsonWebKey[] published =
        [
            Rsa("weak", 512),
            new() { Kty = "oct", Kid = "secret", K = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)) },
            good,
            Rsa("good", 2048),
            Rsa("", 2048),
            new() { Kty = "RSA", Kid = "broken", N = "!", E = "AQAB" },
        ];

        var selected = keys.Select(Metadata(published));
        keys.Select(Metadata(published));

        var key = Assert.Single(selected.SigningKeys);
        Assert.Equal("good", key.KeyId);
        Assert.Equal(good.N, Assert.Single(selected.JsonWebKeySet.Keys).N);
        var warning = Assert.Single(_log.Written);
        Assert.All((string[])["weak", "secret", "good", "broken"], id => Assert.Contains(id, warning, StringComparison.Ordinal));
    }

    [Fact]
    public void TOK_66_list_without_a_usable_key_is_refused() => Assert.Throws<InvalidOperationException>(
        () => new UsableKeys(_log).Select(Metadata([Rsa("weak", 1024)])));

    private static OpenIdConnectConfiguration Metadata(JsonWebKey[] keys)
    {
        var metadata = new OpenIdConnectConfiguration { JsonWebKeySet = new JsonWebKeySet() };
        foreach (var key in keys)
            metadata.JsonWebKeySet.Keys.Add(key);
        foreach (var key in metadata.JsonWebKeySet.GetSigningKeys())
            metadata.SigningKeys.Add(key);
        return metadata;
    }

    private static JsonWebKey Rsa(string id, int bits)
    {
        using var rsa = RSA.Create(bits);
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return new JsonWebKey
        {
            Kty = "RSA",
            Kid = id,
            N = Base64Url.EncodeToString(parameters.Modulus),
            E = Base64Url.EncodeToString(parameters.Exponent),
        };
    }

    private sealed class Lines : ILogger
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}

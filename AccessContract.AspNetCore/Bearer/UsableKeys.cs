using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>
/// Selects the published keys that can validate tokens: RSA keys of at least 2048 bits, and of several with the same key ID
/// the first. A shared secret or a weak key in the list could be used by anyone to sign a token.
/// </summary>
internal sealed partial class UsableKeys(ILogger logger)
{
    public const int MinimumBits = 2048;

    // Keys are read often; the same finding is logged once.
    private string _logged = "";

    /// <summary>The metadata with usable keys only.</summary>
    /// <exception cref="InvalidOperationException">No key is usable.</exception>
    public OpenIdConnectConfiguration Select(OpenIdConnectConfiguration metadata)
    {
        var usable = new JsonWebKeySet();
        var ignored = new List<string>();
        foreach (var key in metadata.JsonWebKeySet?.Keys ?? [])
        {
            if (ReasonToIgnore(key, usable) is { } reason)
                ignored.Add($"{Shorten(key.Kid)} ({reason})");
            else
                usable.Keys.Add(key);
        }

        LogOnce(string.Join(", ", ignored));
        metadata.SigningKeys.Clear();
        foreach (var key in usable.GetSigningKeys().Where(k => k.KeySize >= MinimumBits))
            metadata.SigningKeys.Add(key);

        metadata.JsonWebKeySet = usable;
        return metadata.SigningKeys.Count > 0
            ? metadata
            : throw new InvalidOperationException("The authority publishes no key that can validate a token.");
    }

    private static string? ReasonToIgnore(JsonWebKey key, JsonWebKeySet usable) => key switch
    {
        { Kty: not JsonWebAlgorithmsKeyTypes.RSA } => "not an RSA key",
        _ when SizeOf(key) < MinimumBits => $"less than {MinimumBits} bits",
        { Kid: null or "" } => "no key ID",
        _ when usable.Keys.Any(k => k.Kid == key.Kid) => "the key ID is used twice",
        _ => null,
    };

    private static int SizeOf(JsonWebKey key)
    {
        try
        {
            return key.KeySize;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return 0; // The modulus is not base64url.
        }
    }

    // The list comes from the network.
    private static string Shorten(string? keyId) =>
        new([.. (keyId ?? "no key ID").Take(40).Select(c => char.IsControl(c) ? '?' : c)]);

    private void LogOnce(string ignored)
    {
        if (ignored == _logged)
            return;

        _logged = ignored;
        if (ignored.Length > 0)
            LogIgnored(logger, ignored);
    }

    [LoggerMessage(LogLevel.Warning, "Keys that the authority publishes are ignored: {Keys}")]
    private static partial void LogIgnored(ILogger logger, string keys);
}

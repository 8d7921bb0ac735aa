using System.Buffers.Text;
using System.Security.Cryptography;

namespace Portal.Tests.Support;

/// <summary>An RSA key and its key ID.</summary>
public sealed class TestAuthorityKey(string id) : IDisposable
{
    public string Id => id;

    public RSA Rsa { get; } = RSA.Create(2048);

    /// <summary>The key as an entry of a JWKS, with the issuer that Entra adds.</summary>
    public IReadOnlyDictionary<string, string> Jwk(string issuer)
    {
        var parameters = Rsa.ExportParameters(includePrivateParameters: false);
        return new Dictionary<string, string>
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = Id,
            ["n"] = Base64Url.EncodeToString(parameters.Modulus),
            ["e"] = Base64Url.EncodeToString(parameters.Exponent),
            ["issuer"] = issuer,
        };
    }

    public void Dispose() => Rsa.Dispose();
}

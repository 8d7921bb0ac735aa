using System.Buffers.Text;
using System.Security.Cryptography;

namespace Portal.Tests.Support;

/// <summary>An RSA key under a name of its own.</summary>
public sealed class TestAuthorityKey(string id) : IDisposable
{
    public string Id => id;

    public RSA Rsa { get; } = RSA.Create(2048);

    /// <summary>As a member of a JWKS; Entra adds the issuer that may use the key.</summary>
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

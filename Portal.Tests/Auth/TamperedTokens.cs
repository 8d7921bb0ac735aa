using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Tokens for the portal's backend that each have one fault.</summary>
internal static class TamperedTokens
{
    /// <summary>The fault, and the code that the backend returns for it.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "wrong audience", ProblemCodes.AudienceWrong },
        { "two audiences", ProblemCodes.AudienceWrong },
        { "no audience", ProblemCodes.AudienceWrong },
        { "App ID URI as audience", ProblemCodes.AudienceWrong },
        { "expired", ProblemCodes.TokenExpired },
        { "expired beyond the skew", ProblemCodes.TokenExpired },
        { "not yet valid", ProblemCodes.TokenInvalid },
        { "issued tomorrow", ProblemCodes.TokenInvalid },
        { "no expiry", ProblemCodes.TokenInvalid },
        { "id token", ProblemCodes.TokenKindWrong },
        { "logout token", ProblemCodes.TokenKindWrong },
        { "wrong issuer", "issuer_wrong" },
        { "wrong tenant", "tenant_wrong" },
        { "version 1", "version_wrong" },
        { "unknown key", ProblemCodes.TokenInvalid },
        { "no key named", ProblemCodes.TokenInvalid },
        { "alg none", ProblemCodes.TokenInvalid },
        { "HS256 with the public key", ProblemCodes.TokenInvalid },
        { "altered", ProblemCodes.TokenInvalid },
        { "b64 false", ProblemCodes.TokenInvalid },
        { "garbage", ProblemCodes.TokenInvalid },
        { "empty", ProblemCodes.TokenMissing },
    };

    /// <summary>Valid tokens that no endpoint for users accepts, and the code that the backend returns for each.</summary>
    public static TheoryData<string, string> ScopeFaults => new()
    {
        { "no scope", ProblemCodes.TokenKindWrong },
        { "other scope", ProblemCodes.ScopeMissing },
        { "longer scope", ProblemCodes.ScopeMissing },
        { "upper case", ProblemCodes.ScopeMissing },
        { "tab between", ProblemCodes.ScopeMissing },
        { "app token with the role", ProblemCodes.TokenKindWrong },
    };

    public static string Make(string fault, ApiFixture api)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return fault switch
        {
            "wrong audience" => api.Valid.With("aud", "33333333-3333-4333-8333-333333333333").Sign(),
            "two audiences" => api.Valid.With("aud", (string[])[ApiFixture.ClientId, "other"]).Sign(),
            "no audience" => api.Valid.Without("aud").Sign(),
            "App ID URI as audience" => api.Valid.With("aud", $"api://{ApiFixture.ClientId}").Sign(),
            "expired" => Aged(api, now).With("exp", now - 600).Sign(),
            "expired beyond the skew" => Aged(api, now).With("exp", now - 90).Sign(),
            "not yet valid" => api.Valid.With("nbf", now + 600).Sign(),
            "issued tomorrow" => api.Valid.With("iat", now + 86_400).Sign(),
            "no expiry" => api.Valid.Without("exp").Sign(),
            "id token" => api.Valid.With("nonce", "n").Sign(),
            "logout token" => api.Valid.WithHeader("typ", "logout+jwt").Sign(),
            "wrong issuer" => api.Valid.With("iss", "https://evil.example/v2.0").Sign(),
            "wrong tenant" => api.Valid.With("tid", "bbbbbbbb-0000-4000-8000-000000000001").Sign(),
            "version 1" => api.Valid.With("ver", "1.0").With("iss", TestAuthority.V1Issuer).Sign(),
            "unknown key" => api.Valid.WithHeader("kid", "another").Sign(),
            "no key named" => api.Valid.WithoutHeader("kid").Sign(),
            "alg none" => api.Valid.WithHeader("alg", "none").Sign(_ => []),
            "HS256 with the public key" => api.Valid.WithHeader("alg", "HS256").Sign(
                data => HMACSHA256.HashData(api.Authority.Key.Rsa.ExportSubjectPublicKeyInfo(), data)),
            "altered" => Alter(api.Valid.Sign()),
            "b64 false" => api.Valid.WithHeader("b64", false).WithHeader("crit", (string[])["b64"]).Sign(),
            "garbage" => "not-a-token",
            "empty" => "",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
    }

    public static string MakeScope(string fault, ApiFixture api) => fault switch
    {
        "no scope" => api.Valid.Without("scp").With("roles", (string[])["Portal.Admin"]).Sign(),
        "other scope" => api.Valid.With("scp", "access_as_user").Sign(),
        "longer scope" => api.Valid.With("scp", "user_impersonation_x xuser_impersonation").Sign(),
        "upper case" => api.Valid.With("scp", "USER_IMPERSONATION").Sign(),
        "tab between" => api.Valid.With("scp", "a\tuser_impersonation").Sign(),
        "app token with the role" => api.Authority.App(
            ApiFixture.ClientId, "user_impersonation", "Portal.Admin").Sign(),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
    };

    private static TestAuthorityToken Aged(ApiFixture api, long now) =>
        api.Valid.With("iat", now - 3600).With("nbf", now - 3600);

    // Another payload under the same signature.
    private static string Alter(string token)
    {
        var parts = token.Split('.');
        var payload = Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]));
        var other = payload.Replace("Test User", "Root User", StringComparison.Ordinal);
        return $"{parts[0]}.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(other))}.{parts[2]}";
    }
}

using System.Security.Cryptography;
using System.Text;
using Portal.Contracts.Problems;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Tokens for the portal's backend that each have one fault.</summary>
internal static class TokenFaults
{
    /// <summary>The fault, and the code that the backend returns for it.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> Faults =>
    [
        AbuseCase.Row("TOK-16 wrong audience", ProblemCodes.AudienceWrong),
        AbuseCase.Row("TOK-17 two audiences", ProblemCodes.AudienceWrong),
        AbuseCase.Row("TOK-18 no audience", ProblemCodes.AudienceWrong),
        AbuseCase.Row("TOK-14 App ID URI as audience", ProblemCodes.AudienceWrong),
        AbuseCase.Row("TOK-20 expired", ProblemCodes.TokenExpired),
        AbuseCase.Row("TOK-21 expired beyond the skew", ProblemCodes.TokenExpired),
        AbuseCase.Row("TOK-24 not yet valid", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-25 issued tomorrow", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-22 no expiry", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-29 id token", ProblemCodes.TokenKindWrong),
        AbuseCase.Row("TOK-50 logout token", ProblemCodes.TokenKindWrong),
        AbuseCase.Row("TOK-09 wrong issuer", "issuer_wrong"),
        AbuseCase.Row("TOK-11 wrong tenant", "tenant_wrong"),
        AbuseCase.Row("TOK-13 version 1", "version_wrong"),
        AbuseCase.Row("TOK-43 unknown key", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-44 no key named", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-02 alg none", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-05 HS256 with the public key", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-07 altered", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-49 b64 false", ProblemCodes.TokenInvalid),
        AbuseCase.Row("TOK-56 garbage", ProblemCodes.TokenInvalid),
        AbuseCase.Row("empty", ProblemCodes.TokenMissing),
    ];

    /// <summary>Valid tokens that no endpoint for users accepts, and the code that the backend returns for each.</summary>
    public static IEnumerable<TheoryDataRow<string, string>> ScopeFaults =>
    [
        AbuseCase.Row("TOK-26 no scope", ProblemCodes.TokenKindWrong),
        AbuseCase.Row("other scope", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-31 longer scope", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-32 upper case", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-33 tab between", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-33 no-break space between", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-33 comma between", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-36 NUL behind", ProblemCodes.ScopeMissing),
        AbuseCase.Row("TOK-35 scope, not scp", ProblemCodes.TokenKindWrong),
        AbuseCase.Row("TOK-27 neither scp nor roles", ProblemCodes.TokenKindWrong),
        AbuseCase.Row("app token with the role", ProblemCodes.TokenKindWrong),
    ];

    public static string Make(string fault, ApiFixture api)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return fault switch
        {
            "TOK-16 wrong audience" => api.Valid.With("aud", "33333333-3333-4333-8333-333333333333").Sign(),
            "TOK-17 two audiences" => api.Valid.With("aud", (string[])[ApiFixture.ClientId, "other"]).Sign(),
            "TOK-18 no audience" => api.Valid.Without("aud").Sign(),
            "TOK-14 App ID URI as audience" => api.Valid.With("aud", $"api://{ApiFixture.ClientId}").Sign(),
            "TOK-20 expired" => Aged(api, now).With("exp", now - 600).Sign(),
            "TOK-21 expired beyond the skew" => Aged(api, now).With("exp", now - 90).Sign(),
            "TOK-24 not yet valid" => api.Valid.With("nbf", now + 600).Sign(),
            "TOK-25 issued tomorrow" => api.Valid.With("iat", now + 86_400).Sign(),
            "TOK-22 no expiry" => api.Valid.Without("exp").Sign(),
            "TOK-29 id token" => api.Valid.With("nonce", "n").Sign(),
            "TOK-50 logout token" => api.Valid.WithHeader("typ", "logout+jwt").Sign(),
            "TOK-09 wrong issuer" => api.Valid.With("iss", "https://evil.example/v2.0").Sign(),
            "TOK-11 wrong tenant" => api.Valid.With("tid", "bbbbbbbb-0000-4000-8000-000000000001").Sign(),
            "TOK-13 version 1" => api.Valid.With("ver", "1.0").With("iss", TestAuthority.V1Issuer).Sign(),
            "TOK-43 unknown key" => api.Valid.WithHeader("kid", "another").Sign(),
            "TOK-44 no key named" => api.Valid.WithoutHeader("kid").Sign(),
            "TOK-02 alg none" => api.Valid.WithHeader("alg", "none").Sign(_ => []),
            "TOK-05 HS256 with the public key" => api.Valid.WithHeader("alg", "HS256").Sign(
                data => HMACSHA256.HashData(api.Authority.Key.Rsa.ExportSubjectPublicKeyInfo(), data)),
            "TOK-07 altered" => Alter(api.Valid.Sign()),
            "TOK-49 b64 false" => api.Valid.WithHeader("b64", false).WithHeader("crit", (string[])["b64"]).Sign(),
            "TOK-56 garbage" => "not-a-token",
            "empty" => "",
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
    }

    public static string MakeScope(string fault, ApiFixture api) => fault switch
    {
        "TOK-26 no scope" => api.Valid.Without("scp").With("roles", (string[])["Portal.Admin"]).Sign(),
        "other scope" => api.Valid.With("scp", "access_as_user").Sign(),
        "TOK-31 longer scope" => api.Valid.With("scp", "user_impersonation_x xuser_impersonation").Sign(),
        "TOK-32 upper case" => api.Valid.With("scp", "USER_IMPERSONATION").Sign(),
        "TOK-33 tab between" => api.Valid.With("scp", "a\tuser_impersonation").Sign(),
        "TOK-33 no-break space between" => api.Valid.With("scp", "a\u00A0user_impersonation").Sign(),
        "TOK-33 comma between" => api.Valid.With("scp", "a,user_impersonation").Sign(),
        "TOK-36 NUL behind" => api.Valid.With("scp", "user_impersonation\0").Sign(),
        "TOK-35 scope, not scp" => api.Valid.Without("scp").With("scope", "user_impersonation").Sign(),
        "TOK-27 neither scp nor roles" => api.Valid.Without("scp", "roles").Sign(),
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

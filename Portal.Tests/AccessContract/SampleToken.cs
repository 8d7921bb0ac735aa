using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using AccessContract;

namespace Portal.Tests.AccessContract;

/// <summary>
/// Sample tokens, changed one claim or header at a time. They are not signed: nothing here checks a signature.
/// </summary>
internal sealed record SampleToken(
    IReadOnlyDictionary<string, object?> Header, IReadOnlyDictionary<string, object?> Claims)
{
    public const string Tenant = "aaaaaaaa-0000-4000-8000-000000000001";
    public const string Api = "aaaaaaaa-0000-4000-8000-00000000000b";
    public const string Portal = "aaaaaaaa-0000-4000-8000-0000000000c1";
    public const string Authority = $"https://login.example/{Tenant}/v2.0";

    // As long as an RSA signature.
    private static readonly string Signature = new('A', 342);

    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] OfUser = ["Orders.Read"];
    private static readonly string[] OfApplication = ["Orders.Read.All"];
    private static readonly long Issued = Now.AddMinutes(-5).ToUnixTimeSeconds();

    /// <summary>A v2 access token that AppB accepts for reading orders.</summary>
    public static SampleToken User { get; } = new(
        new Dictionary<string, object?> { ["typ"] = "JWT", ["alg"] = "RS256", ["kid"] = "key-1" },
        new Dictionary<string, object?>
        {
            ["aud"] = Api,
            ["iss"] = Authority,
            ["iat"] = Issued,
            ["nbf"] = Issued,
            ["exp"] = Issued + 3600,
            ["azp"] = Portal,
            ["azpacr"] = "1",
            ["name"] = "Alice",
            ["oid"] = "a0000000-0000-4000-8000-000000000001",
            ["preferred_username"] = "alice@contoso.example",
            ["roles"] = OfUser,
            ["scp"] = "access_as_user",
            ["sub"] = "pairwise",
            ["tid"] = Tenant,
            ["ver"] = "2.0",
        });

    public static SampleToken Application => User.Without("scp", "name", "preferred_username")
        .With("idtyp", "app").With("roles", OfApplication).With("sub", "a0000000-0000-4000-8000-000000000001");

    public static SampleToken Version1 => User.Without("azp", "azpacr", "preferred_username")
        .With("ver", "1.0").With("iss", $"https://sts.windows.net/{Tenant}/").With("aud", $"api://{Api}")
        .With("appid", Portal).With("appidacr", "1").With("unique_name", "alice@contoso.example");

    public static SampleToken Id =>
        User.Without("scp", "azp", "azpacr", "roles").With("aud", Portal).With("nonce", "n-1");

    public static SampleToken Graph =>
        Version1.With("aud", "00000003-0000-0000-c000-000000000000").With("scp", "User.Read").Without("roles")
            .WithHeader("nonce", "h-1");

    public SampleToken With(string claim, object? value) =>
        this with { Claims = new Dictionary<string, object?>(Claims) { [claim] = value } };

    public SampleToken Without(params string[] claims) =>
        this with { Claims = Claims.Where(c => !claims.Contains(c.Key)).ToDictionary() };

    public SampleToken WithHeader(string name, object? value) =>
        this with { Header = new Dictionary<string, object?>(Header) { [name] = value } };

    public SampleToken WithoutHeader(string name) =>
        this with { Header = Header.Where(h => h.Key != name).ToDictionary() };

    public string Written() => Written(Signature);

    public string Written(string signature) => $"{Part(Header)}.{Part(Claims)}.{signature}";

    public TokenContent Read() =>
        DecodedToken.Of(Written(), SignatureEvidence.Unchecked).Token ?? throw new InvalidOperationException("No token.");

    public static string Part(object content) => Part(JsonSerializer.Serialize(content));

    public static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}

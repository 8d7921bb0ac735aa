using System.Security.Cryptography;
using AccessContract;
using AccessContract.Checks;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>A token that is wrong in one way, with the one right explanation.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="Check">The check that fails, in AppB as well as in the portal.</param>
/// <param name="Cause">The code of one of the <see cref="Causes"/>.</param>
/// <param name="Owner">Who can fix it.</param>
public sealed record TokenCase(string Name, string Check, string Cause, FixOwner Owner, Func<AppBFixture, string> Make)
{
    public const string PortalId = "aaaaaaaa-0000-4000-8000-00000000000c";
    public const string OtherApiId = "bbbbbbbb-0000-4000-8000-000000000003";
    public const string OtherTenant = "bbbbbbbb-0000-4000-8000-0000000000ff";

    /// <summary>Operations of AppB: reading orders, reading the report, and changing an order.</summary>
    public const string Read = "GET /orders";
    public const string Report = "GET /reports/sales";
    public const string Change = "PATCH /orders/1";

    private static readonly RSA OtherKey = RSA.Create(2048);

    /// <summary>The operation that the token is sent to.</summary>
    public string Operation { get; init; } = Read;

    /// <summary>The apps that the portal's settings name.</summary>
    public static IReadOnlyList<KnownApp> Apps =>
    [
        new("the portal", PortalId, []),
        new("AppB", AppBFixture.Audience, ["access_as_user"]),
        new("Reports API", OtherApiId, ["Reports.Use"]),
    ];

    public static TestAuthorityToken User(AppBFixture appB) => appB.User("Orders.Read");

    public static TestAuthorityToken App(AppBFixture appB) => appB.Application("Orders.Read.All")
        .With("sub", "aaaaaaaa-0000-4000-8000-0000000000aa");

    /// <summary>A v1 token of the tenant, as Entra issues it.</summary>
    public static TestAuthorityToken Version1(AppBFixture appB) => User(appB).Without("azp", "azpacr", "preferred_username")
        .With("ver", "1.0").With("iss", TestAuthority.V1Issuer).With("aud", $"api://{AppBFixture.Audience}")
        .With("appid", PortalId).With("appidacr", "1").With("unique_name", "user@test.example");

    /// <summary>Signs as another sign-in service does, with a key of its own.</summary>
    public static string Elsewhere(TestAuthorityToken token) => token.WithHeader("kid", "their-key").Sign(SignWithOtherKey);

    public static byte[] SignWithOtherKey(byte[] data) => OtherKey.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public override string ToString() => Name;
}

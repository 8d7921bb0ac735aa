using AccessContract.Checks;

namespace Portal.Tests.AppB;

/// <summary>Tokens that AppB refuses for reading orders, each wrong in one way.</summary>
public static partial class TokenCases
{
    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public static IReadOnlyList<TokenCase> All { get; } =
        [.. Signatures, .. Issuers, .. Audiences, .. Lifetimes, .. Kinds, .. Scopes, .. Roles, .. Shapes, .. Field];

    private static TokenCase Of(
        string name, string check, string cause, Func<AppBFixture, string> make, FixOwner owner = FixOwner.ClientDeveloper) =>
        new(name, check, cause, owner, make);

    private static string[] List(params string[] values) => values;
}

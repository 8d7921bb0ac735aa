namespace Portal.Components.Home;

/// <summary>An account of the emulator's tenant, and what it shows. The emulator's own file has the same accounts.</summary>
internal sealed record DemoAccount(string Name, string UserName, string Story)
{
    public const string Domain = "contoso.example";

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        Of("Alice", "Reads orders. The role is assigned to her directly."),
        Of("Bob", "Has no role, so AppB returns 403."),
        Of("Carol", "Administrator. Has every role."),
        Of("Dave", "Reads orders through a group that he is a direct member of."),
        Of("Erin", "Member of a group nested in Dave's group, so she gets no role."),
        Of("Frank", "Reads orders after completing MFA."),
        Of("Grace", "Member of 250 groups, more than fit into a token."),
    ];

    private static DemoAccount Of(string name, string story) => new(name, $"{name.ToLowerInvariant()}@{Domain}", story);
}

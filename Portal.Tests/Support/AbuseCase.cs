using System.Text.RegularExpressions;

namespace Portal.Tests.Support;

/// <summary>The ids of <c>docs/abuse-cases.md</c> in the names of tests and of their cases.</summary>
internal static partial class AbuseCase
{
    /// <summary>The trait that runs the cases of one row: <c>--filter-trait "Row=TOK-02"</c>.</summary>
    public const string Trait = "Row";

    /// <summary>A case of a theory, with a trait for each row that its name begins with.</summary>
    public static TheoryDataRow<string> Row(string name) => WithTraits(new TheoryDataRow<string>(name), name);

    public static TheoryDataRow<string, T> Row<T>(string name, T second) =>
        WithTraits(new TheoryDataRow<string, T>(name, second), name);

    /// <summary>The ids at the beginning: of the method <c>TOK_02_TOK_04_…</c> or the case <c>TOK-02 TOK-04 …</c>.</summary>
    public static IReadOnlyList<string> IdsOf(string name) =>
        [.. Beginning().Match(name).Groups["id"].Captures.Select(id => id.Value.Replace('_', '-'))];

    private static TRow WithTraits<TRow>(TRow row, string name)
        where TRow : TheoryDataRowBase
    {
        foreach (var id in IdsOf(name))
            row.WithTrait(Trait, id);

        return row;
    }

    [GeneratedRegex(
        "^(?:(?<id>(?:TOK|SGN|OBO|LEK|BLZ|INJ|SRF|WEB|ADM|EMU|FLT)[-_][0-9]{2}x?)(?:[ _]|$))+",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Beginning();
}

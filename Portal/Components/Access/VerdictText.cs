using System.Text.Json;
using System.Text.RegularExpressions;
using AccessContract;
using AccessContract.Checks;
using MudBlazor;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;

namespace Portal.Components.Access;

/// <summary>Labels, icons and colors of verdicts and checks.</summary>
internal static partial class VerdictText
{
    // The lines of the Setup check have the same states, except for this one.
    private const string NotChecked = "not_checked";

    /// <summary>A value as in JSON, for attributes and class names.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{value}");

    public static string Word(Verdict verdict) => verdict switch
    {
        { State: VerdictState.Allowed } => "Allowed",
        { State: VerdictState.Unsure } => "Probably allowed",
        { State: VerdictState.NoToken } => "No token",
        { Failed: { } failed } => $"Refused at: {Lower(Title(failed.Name))}",
        _ => "Refused",
    };

    public static StatusKind KindOf(Verdict verdict) => verdict.State switch
    {
        VerdictState.Allowed => StatusKind.Good,
        VerdictState.Unsure => StatusKind.Neutral,
        VerdictState.NoToken => StatusKind.Missing,
        _ => StatusKind.Refused,
    };

    /// <summary>The title of a check. An API can have checks that only it knows, with any name.</summary>
    public static string Title(string check) => check switch
    {
        "" => "Unnamed check",
        CheckNames.TokenKind => "Kind of token",
        CheckNames.Role => "App role",
        _ => char.ToUpperInvariant(check[0]) + Separators().Replace(check[1..], " "),
    };

    public static string Word(string state) => state switch
    {
        DiagnosticStates.Passed => "Passed",
        DiagnosticStates.Failed => "Failed",
        NotChecked => "Not checked here",
        DiagnosticStates.Warning => "Warning",
        DiagnosticStates.Unknown => "Unknown",
        _ => "Not reached",
    };

    public static string IconOf(string state) => state switch
    {
        DiagnosticStates.Passed => Icons.Material.Rounded.CheckCircle,
        DiagnosticStates.Failed => Icons.Material.Rounded.Cancel,
        NotChecked or DiagnosticStates.Unknown => Icons.Material.Rounded.Help,
        DiagnosticStates.Warning => Icons.Material.Rounded.Warning,
        _ => Icons.Material.Rounded.RadioButtonUnchecked,
    };

    /// <summary>The label for a token without a value for this check.</summary>
    public static string None(string check) => check switch
    {
        CheckNames.Scope => ChipList.NoScopes,
        CheckNames.Role => ChipList.NoRoles,
        CheckNames.AuthenticationContext => "No authentication context",
        _ => "Nothing",
    };

    /// <param name="person">The user of the token, if it is not the reader.</param>
    public static string Who(FixOwner owner, string? person = null) => owner switch
    {
        FixOwner.You when person is not null => $"{person} can fix it",
        FixOwner.You => "You can fix it",
        FixOwner.Administrator => "An administrator can fix it",
        FixOwner.ClientDeveloper => "The developer of the client can fix it",
        FixOwner.ApiDeveloper => "The developer of the API can fix it",
        _ => "The operator can fix it",
    };

    /// <summary>The label of several checks with the same result.</summary>
    public static string Folded(CheckState state, int count)
    {
        var checks = count == 1 ? "1 check" : $"{count} checks";
        return state == CheckState.Passed ? $"{checks} passed" : $"{checks} not reached";
    }

    /// <summary>Which checks only the API can run, in sentences; empty unless the verdict depends on them.</summary>
    public static IReadOnlyList<string> Unchecked(Verdict verdict)
    {
        var open = verdict.State == VerdictState.Unsure
            ? verdict.Checks.Where(c => c.State == CheckState.NotChecked).ToList()
            : [];
        return open.Count == 0
            ? []
            :
            [
                $"Not checked here: {string.Join(", ", open.Select(c => Title(c.Name)))}.",
                .. open.Select(c => c.Explanation).Where(e => e != verdict.Headline).Distinct(),
            ];
    }

    /// <summary>The operation whose verdict explains most: a refused one, otherwise one that only the API can decide.</summary>
    public static OperationAccess? AnswerOf(ApiAccess access) =>
        access.Operations.FirstOrDefault(o => o.Verdict.State == VerdictState.Refused)
        ?? access.Operations.FirstOrDefault(o => o.Verdict.State == VerdictState.Unsure)
        ?? access.Operations.FirstOrDefault(o => o.Verdict.State == VerdictState.Allowed);

    /// <summary>Names what an answer is about, on a page about several APIs.</summary>
    public static string Subject(ApiAccess access, OperationAccess answer) => $"{access.Title}: {answer.Title}";

    private static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];

    [GeneratedRegex("[_-]+", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Separators();
}

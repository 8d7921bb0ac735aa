using MudBlazor;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.Diagnostics;

namespace Portal.Components.Access;

/// <summary>Labels, icons and colors of verdicts and checks.</summary>
internal static class VerdictText
{
    public static string Word(TokenVerdict verdict) => verdict.State switch
    {
        VerdictStates.Allowed => "Allowed",
        VerdictStates.Unsure => "Probably allowed",
        VerdictStates.NoToken => "No token",
        _ => verdict.Checks.FirstOrDefault(c => c.Name == verdict.Failed) is { } failed
            ? $"Refused at: {Lower(failed.Title)}"
            : "Refused",
    };

    public static StatusKind KindOf(TokenVerdict verdict) => verdict.State switch
    {
        VerdictStates.Allowed => StatusKind.Good,
        VerdictStates.Unsure => StatusKind.Neutral,
        VerdictStates.NoToken => StatusKind.Missing,
        _ => StatusKind.Refused,
    };

    public static string Word(string state) => state switch
    {
        CheckStates.Passed => "Passed",
        CheckStates.Failed => "Failed",
        CheckStates.NotChecked => "Not checked here",
        DiagnosticStates.Warning => "Warning",
        DiagnosticStates.Unknown => "Unknown",
        _ => "Not reached",
    };

    /// <summary>The state as part of a class name; unknown values from the API are not passed on.</summary>
    public static string Css(string state) => state switch
    {
        CheckStates.Passed or CheckStates.Failed or CheckStates.NotChecked or DiagnosticStates.Warning or DiagnosticStates.Unknown => state,
        _ => CheckStates.NotReached,
    };

    public static string IconOf(string state) => state switch
    {
        CheckStates.Passed => Icons.Material.Rounded.CheckCircle,
        CheckStates.Failed => Icons.Material.Rounded.Cancel,
        CheckStates.NotChecked or DiagnosticStates.Unknown => Icons.Material.Rounded.Help,
        DiagnosticStates.Warning => Icons.Material.Rounded.Warning,
        _ => Icons.Material.Rounded.RadioButtonUnchecked,
    };

    /// <summary>The label for a token without a value for this check.</summary>
    public static string None(string check) => check switch
    {
        "scope" => ChipList.NoScopes,
        "role" => ChipList.NoRoles,
        "authentication_context" => "No authentication context",
        _ => "Nothing",
    };

    public static string Who(string who) => who switch
    {
        FixOwners.You => "You can fix it",
        FixOwners.Administrator => "An administrator can fix it",
        _ => "A developer can fix it",
    };

    private static string Lower(string title) => char.ToLowerInvariant(title[0]) + title[1..];
}

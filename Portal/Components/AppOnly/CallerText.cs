using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.AppOnly;

namespace Portal.Components.AppOnly;

/// <summary>How the two sides of a comparison read.</summary>
internal static class CallerText
{
    public static bool IsLetIn(CallOutcome side) => side.Rows is not null;

    public static string Word(CallOutcome side) => side switch
    {
        { Rows: not null } => "Let in",
        { Token.Problem: not null } => "No token",
        { Status: 401 or 403 } => "Refused",
        { Status: not null } => "Failed",
        _ => "Not reached",
    };

    public static StatusKind KindOf(CallOutcome side) => side switch
    {
        { Rows: not null } => StatusKind.Good,
        { Status: 401 or 403 } => StatusKind.Refused,
        { Token.Problem: not null } => StatusKind.Missing,
        _ => StatusKind.Broken,
    };

    /// <summary>The outcome as a part of a sentence that a screen reader says.</summary>
    public static string Spoken(CallerComparison both) =>
        $"As you: {Word(both.User).ToLowerInvariant()}. As the application: {Word(both.Application).ToLowerInvariant()}.";

    public static string Rows(RowCount rows) => rows switch
    {
        { Total: null } => $"{Digits.Grouped(rows.Shown)} on the first page",
        { TotalIsBound: true, Total: { } bound } => $"more than {Digits.Grouped(bound - 1)}",
        { Total: { } all } => Digits.Grouped(all),
    };

    /// <summary>What a silent fall-back from the one to the other would have done, given how both fared.</summary>
    public static string FallBack(CallerComparison? both) => both switch
    {
        { User.Rows: null, Application.Rows: { } rows } =>
            $"{both.Api} has just refused you. Had the portal tried again as itself, you would now be looking at {both.Title}: {Rows(rows)} rows, none of which you may see. {both.Api} would have written down that the portal asked. Your name would stand nowhere.",
        { User.Rows: not null, Application.Rows: not null } =>
            $"Both were let in, and that is the trap: as the application the portal sees what any user may see, not what you may. On the day your role is taken away, a fall-back would go on showing you {both.Title}, and nobody would notice.",
        { Application.Rows: null, User.Rows: not null } =>
            $"Here it could not even help: {both.Api} let you in and refused the application. In a tenant where somebody gives it a role, the same code starts to hand out what its users were refused.",
        _ =>
            "Bob has no role, and AppB refuses him. A portal that then tries as itself is let in, shows him every order, and AppB’s log says that the portal asked. Nobody decided that, and nobody can find out.",
    };
}

using Portal.Contracts.Access;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components;

/// <summary>Token verdicts as the backend returns them.</summary>
internal static class Inspections
{
    public static readonly CheckResult Audience =
        new("audience", "Audience", CheckStates.Passed, "For AppB alone.", ["appb"], ["appb"], "The token is issued for AppB.");

    public static readonly TokenVerdict RoleMissing = Verdict(
        Audience,
        new("role", "App role", CheckStates.Failed, "The role of the operation.", ["Orders.Read"], [], "The token has no roles.",
            new CheckFix(FixOwners.Administrator, "Assign the app role Orders.Read.")));

    public static readonly TokenVerdict ScopeMissing = Verdict(
        Audience,
        Failed("scope", "Scope", new CheckFix(FixOwners.You, "Give consent.")),
        new("role", "App role", CheckStates.NotReached, "The role of the operation.", ["Orders.Read"], [], "Not reached."));

    public static readonly TokenVerdict Allowed = new(VerdictStates.Allowed, "AppB accepts this token.", null, [Audience]);

    public static readonly ReportStamp Stamp =
        new(
            "trace-9",
            new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            [new AppVersion("Portal", "1.0.0"), new AppVersion("Microsoft.Identity.Web", "4.18.0")]);

    public static ApiConsent Consent(string status) => new(
        "AppB", ["appb/access_as_user"], status, "Explanation.", [new ScopeConsent("appb/access_as_user", status)]);

    public static ApiInspection AppB(params TokenVerdict[] verdicts) => new(
        "AppB",
        "Orders API",
        Published: true,
        [
            .. verdicts.Select(
                (v, i) => new OperationInspection($"view{i}", $"view{i}", $"View {i}", $"GET /view{i}", v)),
        ],
        Consent(ConsentStatus.Granted));

    public static CheckResult Failed(string name, string title, CheckFix fix) =>
        new(name, title, CheckStates.Failed, "A requirement.", ["required"], ["actual"], "It failed.", fix);

    public static TokenVerdict Verdict(params CheckResult[] checks) => new(
        VerdictStates.Refused, "AppB refuses this token.", checks.First(c => c.State == CheckStates.Failed).Name, checks);
}

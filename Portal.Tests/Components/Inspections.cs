using AccessContract.Checks;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;

namespace Portal.Tests.Components;

/// <summary>Token verdicts as the backend returns them.</summary>
internal static class Inspections
{
    public static readonly CheckResult Audience =
        new("audience", CheckState.Passed, "For AppB alone.", ["appb"], ["appb"], "The token is issued for AppB.");

    public static readonly Verdict RoleMissing = Verdict(
        Audience,
        new("role", CheckState.Failed, "The role of the operation.", ["Orders.Read"], [], "The token has no roles.",
            new Fix(FixOwner.Administrator, "Assign the app role Orders.Read.", Action: FixAction.AssignRole),
            Cause: Causes.RoleMissing.Code));

    public static readonly Verdict ScopeMissing = Verdict(
        Audience,
        Failed("scope", new Fix(FixOwner.You, "Give consent.", Action: FixAction.GrantConsent)),
        new("role", CheckState.NotReached, "The role of the operation.", ["Orders.Read"], [], "Not reached."));

    public static readonly Verdict Allowed = new(VerdictState.Allowed, "AppB accepts this token.", [Audience]);

    public static readonly ReportStamp Stamp =
        new(
            "trace-9",
            new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            [new AppVersion("Portal", "1.0.0"), new AppVersion("Microsoft.Identity.Web", "4.18.0")]);

    public static ApiConsent Consent(string status) => new(
        "AppB", ["appb/access_as_user"], status, "Explanation.", [new ScopeConsent("appb/access_as_user", status)]);

    public static AccessReport Report(params ApiAccess[] apis) => new(["user_impersonation"], apis);

    public static TokenReport Tokens(IReadOnlyList<TokenView> tokens, params ApiAccess[] apis) => new(tokens, apis, Stamp);

    public static ApiAccess AppB(params Verdict[] verdicts) => AppB(
        [.. verdicts.Select((v, i) => new OperationAccess($"view{i}", $"view{i}", $"View {i}", $"GET /view{i}", v))]) with
    {
        Consent = Consent(ConsentStatus.Granted),
    };

    public static ApiAccess AppB(
        OperationAccess[] operations, string state = ApiAccessState.Granted, ApiProblem? problem = null) =>
        new("AppB", "Orders API", state, Published: true, ["access_as_user"], ["Orders.Read"], operations, Problem: problem);

    /// <param name="missing">What is missing; null if the operation is allowed.</param>
    public static OperationAccess Operation(string name, string title, string? missing = null) => new(
        name,
        name.Split('.')[0],
        title,
        $"GET /{name}",
        missing is null ? Allowed : Verdict(new CheckResult("role", CheckState.Failed, "", [], [], missing)));

    public static CheckResult Failed(string name, Fix fix) =>
        new(name, CheckState.Failed, "A requirement.", ["required"], ["actual"], "It failed.", fix);

    public static Verdict Verdict(params CheckResult[] checks) =>
        new(VerdictState.Refused, "AppB refuses this token.", checks);
}

using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AccessContract.Checks;
using Portal.Components.Access;
using Portal.Contracts.Access;
using Portal.Contracts.Tokens;

namespace Portal.Components.Tokens;

/// <summary>
/// Writes a report for an API's operator in Markdown: requirements, verdicts and the claims that decide access. It contains
/// only listed claims, and nothing that looks like a token.
/// </summary>
internal static partial class ReportText
{
    private const int MaxValueLength = 200;

    private static readonly HashSet<string> Always = new(StringComparer.Ordinal)
    {
        "acct", "acr", "acrs", "amr", "appid", "appidacr", "aud", "azp", "azpacr", "exp", "iat", "idtyp", "iss", "nbf",
        "roles", "scp", "tid", "uti", "ver", "xms_cc",
    };

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
        { "family_name", "given_name", "name", "preferred_username", "unique_name", "upn" };

    private static readonly HashSet<string> Mails = new(StringComparer.Ordinal) { "email", "verified_primary_email", "verified_secondary_email" };

    private static readonly HashSet<string> Ids = new(StringComparer.Ordinal) { "oid", "puid", "sub" };

    public static string Write(
        IReadOnlyList<ApiAccess> apis, IReadOnlyList<TokenView> tokens, ReportStamp stamp, ReportChoice choice)
    {
        var text = new StringBuilder("# Access report\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{stamp.At:yyyy-MM-dd HH:mm:ss} UTC · trace {Safe(stamp.TraceId)} · ")
            .AppendJoin(", ", stamp.Versions.Select(v => $"{Safe(v.Name)} {Safe(v.Version)}"))
            .Append('\n');
        foreach (var api in apis)
            WriteApi(text, api);
        foreach (var token in tokens)
            WriteToken(text, token, choice);

        return text.ToString();
    }

    private static void WriteApi(StringBuilder text, ApiAccess api)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {Safe(api.Title)} ({Safe(api.Api)})\n\n");
        if (api.Consent is { } consent)
            text.Append(CultureInfo.InvariantCulture, $"Consent: {consent.Status} ({string.Join(", ", consent.Scopes.Select(Safe))})\n");
        if (api.Problem is { } problem)
            text.Append(CultureInfo.InvariantCulture, $"Problem: {problem.Code} {Safe(problem.ErrorCode ?? "")} {Safe(problem.Title)}, trace {Safe(problem.TraceId ?? "unknown")}, correlation {Safe(problem.CorrelationId ?? "none")}\n");

        foreach (var operation in api.Operations)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {Safe(operation.Call)}: {VerdictText.NameOf(operation.Verdict.State)}\n\n{Safe(operation.Verdict.Headline)}\n");
            if (operation.Verdict.Failed is not null)
                WriteChecks(text, operation.Verdict.Checks);
        }
    }

    private static void WriteChecks(StringBuilder text, IReadOnlyList<CheckResult> checks)
    {
        text.Append("\n| Check | Result | Required | In the token |\n|---|---|---|---|\n");
        foreach (var check in checks)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Safe(VerdictText.Title(check.Name))} | {VerdictText.NameOf(check.State)} | ")
                .AppendJoin(", ", check.Required.Select(Safe)).Append(" | ")
                .AppendJoin(", ", check.Actual.Select(Safe)).Append(" |\n");
        }
    }

    private static void WriteToken(StringBuilder text, TokenView token, ReportChoice choice)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {Safe(token.Title)}\n");
        if (token.Problem is { } problem)
            text.Append(CultureInfo.InvariantCulture, $"\nNone: {Safe(problem.Title)} ({problem.Code})\n");
        foreach (var finding in token.Findings ?? [])
            text.Append(CultureInfo.InvariantCulture, $"\n- {Safe(finding.Title)} ({Safe(finding.Code)})");

        var claims = token.Claims.Where(c => IsChosen(c.Name, choice)).ToList();
        if (claims.Count == 0)
            return;

        text.Append("\n\n| Claim | Value |\n|---|---|\n");
        foreach (var claim in claims)
            text.Append(CultureInfo.InvariantCulture, $"| {Safe(claim.Name)} | {Safe(claim.Value)} |\n");
    }

    private static bool IsChosen(string claim, ReportChoice choice) =>
        Always.Contains(claim)
        || (choice.Names && Names.Contains(claim))
        || (choice.Mails && Mails.Contains(claim))
        || (choice.Ids && Ids.Contains(claim));

    // A JWT begins with {" in base64; any other long text with a dot and no slash is treated as a token too. The value of a
    // listed claim can be anything, so it must not contain a token or end the table cell.
    private static string Safe(string text)
    {
        var plain = TokenShape().Replace(text, "[removed]");
        if (plain.Length > MaxValueLength)
            plain = plain[..MaxValueLength] + "…";

        return string.Concat(plain.Select(c => char.IsControl(c) ? ' ' : c)).Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\be(yJ|yA|wo|w0)[\w-]{8,}[\w.-]*|[\w-]{20,}\.[\w-]{20,}[\w.-]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 250)]
    private static partial Regex TokenShape();
}

/// <summary>The personal data to include in a report; none by default.</summary>
public sealed record ReportChoice(bool Names = false, bool Mails = false, bool Ids = false);

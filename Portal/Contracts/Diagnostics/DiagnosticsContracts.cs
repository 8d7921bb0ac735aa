using System.Text.Json.Serialization;
using Portal.Contracts.Access;

namespace Portal.Contracts.Diagnostics;

/// <summary>The results of the Setup check: <c>GET /api/setup</c> and <c>--check-setup=json</c>.</summary>
public sealed record DiagnosticsReport(IReadOnlyList<DiagnosticsGroup> Groups, ReportStamp Stamp, double Milliseconds)
{
    public IEnumerable<DiagnosticFinding> Findings() => Groups.SelectMany(group => group.Findings);

    public int Count(string state) => Findings().Count(finding => finding.State == state);
}

/// <summary>The checks of one group, in the order in which problems are best fixed.</summary>
public sealed record DiagnosticsGroup(string Title, IReadOnlyList<DiagnosticFinding> Findings);

/// <summary>The result of one check. It contains no secret, nor the length of one.</summary>
/// <param name="Id">Stable, and the fragment of its address: <c>/setup#credential</c>.</param>
/// <param name="State">One of <see cref="DiagnosticStates"/>.</param>
/// <param name="Text">The result, as a sentence. Scripts read the JSON of the command, so its member keeps its name.</param>
/// <param name="Evidence">What was examined, and what was found.</param>
/// <param name="Fix">What to change; null if nothing needs to.</param>
/// <param name="Docs">The section of the documentation about it.</param>
public sealed record DiagnosticFinding(
    string Id,
    string Title,
    string State,
    [property: JsonPropertyName("words")] string Text,
    IReadOnlyList<DiagnosticEvidence> Evidence,
    DiagnosticFix? Fix,
    string Docs,
    double Milliseconds);

public sealed record DiagnosticEvidence(string Name, string Value)
{
    /// <summary>The name of evidence for what the portal does not show of an API, also if the check passed.</summary>
    public const string PassedOver = "Passed over";
}

/// <param name="Setting">The configuration key to change.</param>
/// <param name="Link">The page of the Entra admin center, or of the portal.</param>
/// <param name="ErrorCode">The authority's own code, such as <c>AADSTS7000215</c>.</param>
public sealed record DiagnosticFix(
    [property: JsonPropertyName("words")] string Text, string? Setting = null, string? Link = null, string? ErrorCode = null);

public static class DiagnosticStates
{
    public const string Passed = "passed";
    public const string Failed = "failed";

    /// <summary>It works now, but not permanently or not everywhere.</summary>
    public const string Warning = "warning";

    /// <summary>It cannot be determined from here.</summary>
    public const string Unknown = "unknown";

    public const string NotReached = "not_reached";
}

/// <summary>The page's address as the browser and the portal see it: sign-in returns to the page only if they match.</summary>
public static class DiagnosticsAddresses
{
    public const string Path = "setup";

    /// <summary>Query parameter: the address of the portal in the browser.</summary>
    public const string Seen = "seen";

    /// <summary>Query parameter: the address of the page request as the portal received it, after any proxies.</summary>
    public const string Served = "served";

    /// <summary>The page with every code that a problem can show.</summary>
    public const string CodesPath = "codes";

    public static string OfCode(string code) => $"{CodesPath}#{code}";
}

using Portal.Contracts.Tokens;

namespace Portal.Contracts.Access;

/// <summary>
/// A decoded token, checked by the rules of every downstream API: the response to <see cref="DecodeRequest"/>.
/// </summary>
/// <param name="Notes">How the pasted text was read, and what else is in it.</param>
/// <param name="Others">The other tokens of the pasted text.</param>
/// <param name="IsChoice">The text does not say which of the tokens is meant.</param>
public sealed record TokenInspection(
    TokenView Token,
    IReadOnlyList<ApiAccess> Apis,
    ReportStamp Stamp,
    IReadOnlyList<string>? Notes = null,
    IReadOnlyList<TokenInspection>? Others = null,
    bool IsChoice = false);

/// <summary>Identifies a report: its trace, its time and the versions that produced it.</summary>
public sealed record ReportStamp(string TraceId, DateTimeOffset At, IReadOnlyList<AppVersion> Versions);

public sealed record AppVersion(string Name, string Version);

using Portal.Contracts.Tokens;

namespace Portal.Contracts.Access;

/// <summary>
/// A decoded token, checked by the rules of every downstream API: the response to <see cref="DecodeRequest"/>.
/// </summary>
public sealed record TokenInspection(TokenView Token, IReadOnlyList<ApiAccess> Apis, ReportStamp Stamp);

/// <summary>Identifies a report: its trace, its time and the versions that produced it.</summary>
public sealed record ReportStamp(string TraceId, DateTimeOffset At, IReadOnlyList<AppVersion> Versions);

public sealed record AppVersion(string Name, string Version);

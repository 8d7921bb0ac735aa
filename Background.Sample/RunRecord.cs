using System.Diagnostics;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Background.Sample;

/// <summary>
/// The steps of a run, as the portal's trace page shows them. Keeps no tokens, only the claims that decide about
/// access.
/// </summary>
internal sealed class RunRecord(TimeProvider time)
{
    public const string Authority = "authority";

    private readonly List<RecordedStep> _steps = [];
    private readonly long _began = time.GetTimestamp();
    private RecordedStep? _current;

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

    public string Title { get; set; } = "Background app";

    /// <summary>Begins a step, which ends when it is disposed. Steps begun in between are its children.</summary>
    public RecordedStep Begin(string kind, string to, string title)
    {
        var before = _current;
        var step = new RecordedStep(kind, to, title, before?.Id, Now(), ended =>
        {
            ended.Milliseconds = Now() - ended.Offset;
            _current = before;
        });
        _steps.Add(step);
        return _current = step;
    }

    public RunReport Read() => new(
        TraceId.ToHexString(),
        Title,
        Started,
        [.. _steps.Select(s => new RunStep(
            s.Id, s.ParentId, s.Kind, "application", s.To, s.Title, s.Offset, s.Milliseconds, s.Status, s.Sent, s.Received,
            s.Kind == RecordedStep.Token ? !_steps.Exists(child => child.ParentId == s.Id) : null,
            [.. s.Details]))]);

    private double Now() => time.GetElapsedTime(_began).TotalMilliseconds;
}

/// <summary>A step that has begun.</summary>
internal sealed class RecordedStep(
    string kind, string to, string title, string? parentId, double offset, Action<RecordedStep> end) : IDisposable
{
    public const string Call = "call";
    public const string Token = "token";

    public string Id { get; } = ActivitySpanId.CreateRandom().ToHexString();

    public string? ParentId { get; } = parentId;

    public string Kind { get; } = kind;

    public string To { get; } = to;

    public string Title { get; } = title;

    public double Offset { get; } = offset;

    public double Milliseconds { get; set; }

    public int? Status { get; set; }

    public StepToken? Sent { get; set; }

    public StepToken? Received { get; set; }

    public IList<StepDetail> Details { get; } = [];

    public void Dispose() => end(this);

    /// <summary>The claims of a token that decide about access.</summary>
    public static StepToken Read(JsonWebToken token) => new(
        token.Audiences.FirstOrDefault(),
        Claims(token, "azp").FirstOrDefault() ?? Claims(token, "appid").FirstOrDefault(),
        [.. Claims(token, "scp").SelectMany(s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
        [.. Claims(token, "roles")],
        token.ValidTo == DateTime.MinValue ? null : new DateTimeOffset(token.ValidTo, TimeSpan.Zero));

    private static IEnumerable<string> Claims(JsonWebToken token, string name) =>
        token.Claims.Where(c => c.Type == name).Select(c => c.Value);
}

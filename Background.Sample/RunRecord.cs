using System.Diagnostics;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Background.Sample;

/// <summary>What happens in a run, step by step, as the portal's trace page shows it. No token is kept, only what decides in it.</summary>
internal sealed class RunRecord(TimeProvider time)
{
    public const string Authority = "authority";

    private readonly List<RecordedStep> _steps = [];
    private readonly long _began = time.GetTimestamp();
    private RecordedStep? _current;

    public DateTimeOffset Started { get; } = time.GetUtcNow();

    public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

    public string Title { get; set; } = "A run";

    /// <summary>Begins a step; it ends when it is disposed of. What begins meanwhile is a part of it.</summary>
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

/// <summary>One step while it is under way.</summary>
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

    /// <summary>What decides access in a token.</summary>
    public static StepToken Read(JsonWebToken token) => new(
        token.Audiences.FirstOrDefault(),
        Claims(token, "azp").FirstOrDefault() ?? Claims(token, "appid").FirstOrDefault(),
        [.. Claims(token, "scp").SelectMany(s => s.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
        [.. Claims(token, "roles")],
        token.ValidTo == DateTime.MinValue ? null : new DateTimeOffset(token.ValidTo, TimeSpan.Zero));

    private static IEnumerable<string> Claims(JsonWebToken token, string name) =>
        token.Claims.Where(c => c.Type == name).Select(c => c.Value);
}

using System.Text.RegularExpressions;
using Portal.Contracts.Trace;

namespace Portal.Trace;

/// <summary>Validates a reported run before pages show it: its content is untrusted.</summary>
internal static partial class RunChecks
{
    private const int MaxSteps = 50;
    private const int MaxValues = 30;
    private const int MaxTextLength = 200;
    private const double MaxDuration = 24 * 60 * 60 * 1000;
    private static readonly TimeSpan MaxTimeDifference = TimeSpan.FromDays(1);
    private static readonly string[] Kinds = [TraceKinds.Call, TraceKinds.Token];

    /// <summary>The first error, or null if the run is valid.</summary>
    /// <param name="apis">The downstream APIs that a step may name.</param>
    public static string? FindError(RunReport run, IReadOnlyList<string> apis, DateTimeOffset now)
    {
        if (!TraceId().IsMatch(run.Id))
            return "The ID is not a W3C trace ID: 32 lower-case hexadecimal digits, not all zero.";
        if (!IsText(run.Title))
            return $"The title is empty, not plain text or longer than {MaxTextLength} characters.";
        if ((run.Started - now).Duration() > MaxTimeDifference)
            return "The start time is more than a day in the past or future.";
        if (run.Steps is not { Count: > 0 and <= MaxSteps })
            return $"The run must have between 1 and {MaxSteps} steps.";

        var parties = new HashSet<string>([TraceParties.Application, TraceParties.Authority, .. apis], StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = run.Steps
            .Select((step, i) => (Error: ErrorIn(step, parties, seen), Number: i + 1))
            .FirstOrDefault(s => s.Error is not null);
        return first.Error is null ? null : $"Step {first.Number}: {first.Error}";
    }

    private static string? ErrorIn(TraceStep? step, HashSet<string> parties, HashSet<string> seen)
    {
        if (step is null)
            return "the step is null.";
        if (!SpanId().IsMatch(step.Id) || (step.ParentId is { } parent && !seen.Contains(parent)) || !seen.Add(step.Id))
            return "the ID is not a unique W3C span ID, or the parent is not an earlier step.";
        if (!Kinds.Contains(step.Kind, StringComparer.Ordinal) || step.From != TraceParties.Application || !parties.Contains(step.To))
            return "kind must be call or token, from must be application, to must be authority or a configured API.";
        if (!IsTime(step.Offset) || !IsTime(step.Milliseconds) || step.Status is < 100 or > 599)
            return "a time is negative or longer than a day, or the status is not an HTTP status.";
        if (!IsText(step.Title) || !AreTexts(step.Sent) || !AreTexts(step.Received) || !AreDetails(step.Details) || !AreTexts(step.Problem))
            return $"a text is empty, longer than {MaxTextLength} characters, not plain text or similar to a raw token.";

        return null;
    }

    private static bool IsTime(double milliseconds) => milliseconds is >= 0 and <= MaxDuration;

    private static bool AreTexts(TraceToken? token) =>
        token is null
        || ((token.Audience is null || IsText(token.Audience))
            && (token.Client is null || IsText(token.Client))
            && AreTexts(token.Scopes)
            && AreTexts(token.Roles));

    private static bool AreTexts(TraceProblem? problem) =>
        problem is null
        || (IsText(problem.Code)
            && IsText(problem.Title)
            && IsText(problem.Api ?? "-")
            && IsText(problem.FailedCheck ?? "-")
            && IsText(problem.Operation ?? "-"));

    private static bool AreTexts(IReadOnlyList<string> texts) => texts.Count <= MaxValues && texts.All(IsText);

    private static bool AreDetails(IReadOnlyList<TraceDetail> details) =>
        details.Count <= MaxValues && details.All(d => d is not null && IsText(d.Name) && IsText(d.Value));

    // A JWT starts with {" in base64; plain text does not.
    private static bool IsText(string? text) =>
        text is { Length: > 0 and <= MaxTextLength } && !text.Any(char.IsControl) && !RawToken().IsMatch(text);

    [GeneratedRegex("^(?!0+$)[0-9a-f]{32}\\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex TraceId();

    [GeneratedRegex("^(?!0+$)[0-9a-f]{16}\\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex SpanId();

    [GeneratedRegex("e(yJ|yA|wo|w0)[A-Za-z0-9_-]{4,}|[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex RawToken();
}

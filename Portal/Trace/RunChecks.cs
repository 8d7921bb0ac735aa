using System.Text.RegularExpressions;
using Portal.Contracts.Trace;

namespace Portal.Trace;

/// <summary>Whether a reported run is one that pages can show. Whoever wrote it, nothing in it is believed or passed on raw.</summary>
internal static partial class RunChecks
{
    private const int MaxSteps = 50;
    private const int MaxValues = 30;
    private const int MaxTextLength = 200;
    private const double MaxDuration = 24 * 60 * 60 * 1000;
    private static readonly TimeSpan Drift = TimeSpan.FromDays(1);
    private static readonly string[] Kinds = [TraceKinds.Call, TraceKinds.Token];

    /// <summary>Null when there is none.</summary>
    /// <param name="apis">The downstream APIs that a step may name.</param>
    public static string? FindFault(RunReport run, IReadOnlyList<string> apis, DateTimeOffset now)
    {
        if (!TraceId().IsMatch(run.Id))
            return "Its id is no W3C trace id: 32 hexadecimal digits in lower case, not all zero.";
        if (!IsText(run.Title))
            return $"Its title is empty, too long or no plain text; at most {MaxTextLength} characters.";
        if ((run.Started - now).Duration() > Drift)
            return "It started more than a day away from now.";
        if (run.Steps is not { Count: > 0 and <= MaxSteps })
            return $"It has between 1 and {MaxSteps} steps.";

        var parties = new HashSet<string>([TraceParties.Application, TraceParties.Authority, .. apis], StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var at = run.Steps
            .Select((step, i) => (Fault: FaultIn(step, parties, seen), Number: i + 1))
            .FirstOrDefault(s => s.Fault is not null);
        return at.Fault is null ? null : $"Step {at.Number}: {at.Fault}";
    }

    private static string? FaultIn(TraceStep? step, HashSet<string> parties, HashSet<string> seen)
    {
        if (step is null)
            return "it is null.";
        if (!SpanId().IsMatch(step.Id) || (step.ParentId is { } parent && !seen.Contains(parent)) || !seen.Add(step.Id))
            return "its id is no W3C span id of its own, or its parent is no earlier step.";
        if (!Kinds.Contains(step.Kind, StringComparer.Ordinal) || step.From != TraceParties.Application || !parties.Contains(step.To))
            return "its kind is call or token, it comes from the application, and goes to the authority or to an API that the portal knows.";
        if (!IsTime(step.Offset) || !IsTime(step.Milliseconds) || step.Status is < 100 or > 599)
            return "a time is negative or longer than a day, or its status is none of HTTP's.";
        if (!IsText(step.Title) || !AreTexts(step.Sent) || !AreTexts(step.Received) || !AreDetails(step.Details))
            return $"a text is empty, longer than {MaxTextLength} characters, no plain text or looks like a raw token.";

        return null;
    }

    private static bool IsTime(double milliseconds) => milliseconds is >= 0 and <= MaxDuration;

    private static bool AreTexts(TraceToken? token) =>
        token is null
        || ((token.Audience is null || IsText(token.Audience))
            && (token.Client is null || IsText(token.Client))
            && AreTexts(token.Scopes)
            && AreTexts(token.Roles));

    private static bool AreTexts(IReadOnlyList<string> texts) => texts.Count <= MaxValues && texts.All(IsText);

    private static bool AreDetails(IReadOnlyList<TraceDetail> details) =>
        details.Count <= MaxValues && details.All(d => d is not null && IsText(d.Name) && IsText(d.Value));

    // A JWT begins with {" in base64. Of honest words none does.
    private static bool IsText(string? text) =>
        text is { Length: > 0 and <= MaxTextLength } && !text.Any(char.IsControl) && !RawToken().IsMatch(text);

    [GeneratedRegex("^(?!0+$)[0-9a-f]{32}\\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex TraceId();

    [GeneratedRegex("^(?!0+$)[0-9a-f]{16}\\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex SpanId();

    [GeneratedRegex("e(yJ|yA|wo|w0)[A-Za-z0-9_-]{4,}|[A-Za-z0-9_-]{20,}\\.[A-Za-z0-9_-]{20,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex RawToken();
}

using System.Globalization;
using Portal.Components.Access;
using Portal.Components.Diagnostics;
using Portal.Components.Shared;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Contracts.Trace;

namespace Portal.Components.Trace;

/// <summary>Labels and explanations of the messages in a trace.</summary>
internal static class TraceText
{
    public const string OnBehalfOfLabel = "POST /token: on-behalf-of";
    public const string ClientCredentialsLabel = "POST /token: client credentials";

    public static string Party(string party) => party switch
    {
        TraceParties.Browser => "Browser",
        TraceParties.Pages => "Portal, pages",
        TraceParties.Backend => "Portal, /api",
        TraceParties.Authority => "Sign-in service",
        TraceParties.Application => "Background app",
        _ => party,
    };

    public static string Label(SequenceMessage message) => message switch
    {
        { Kind: MessageKind.CachedToken, Step.Received: null } => "no token",
        { Kind: MessageKind.CachedToken, Step.Cached: true } => "token from the cache",
        { Kind: MessageKind.CachedToken } => "token of unknown origin",
        { Kind: MessageKind.Response, Step.Status: null } => "no response",
        { Kind: MessageKind.Response, ReturnedToken: not null } => $"{message.Step.Status} and a token",
        { Kind: MessageKind.Response } => Outcome(message.Step.Status, message.Step.Problem),
        { From: TraceParties.Browser } => "opens or uses a page",
        { To: TraceParties.Authority } => Grant(message.Step),
        _ => message.Step.Title,
    };

    /// <summary>One or two sentences for someone who has never seen this flow.</summary>
    public static string Explain(SequenceMessage message) => message switch
    {
        { Kind: MessageKind.CachedToken, Step.Received: null } =>
            "No token could be obtained, so the next hop is not called.",
        { Kind: MessageKind.CachedToken, Step.Cached: not true } =>
            "A token was used. The trace does not say whether it came from the cache or from the sign-in service.",
        { Kind: MessageKind.CachedToken, From: TraceParties.Pages } =>
            "The pages need a token for the portal's own backend. The user's token cache has one that is still valid, so the sign-in service is not called.",
        { Kind: MessageKind.CachedToken, From: TraceParties.Application } or { Kind: MessageKind.CachedToken, Step.Received.Scopes.Count: 0 } =>
            "The application needs a token of its own for the next API. It has one that is still valid, so the sign-in service is not called.",
        { Kind: MessageKind.CachedToken } =>
            "The backend needs a token for the next API. It exchanged this user's token before, and the result is still in the cache, so the sign-in service is not called.",
        { Kind: MessageKind.Response, From: TraceParties.Authority, ReturnedToken: not null } when IsClientCredentials(message.Step) =>
            "The sign-in service has checked the credential and returns an app-only token: no user, no scopes, and the app roles that an administrator assigned to the application.",
        { Kind: MessageKind.Response, To: TraceParties.Backend, From: TraceParties.Authority, ReturnedToken: not null } =>
            "The sign-in service has checked the assertion, the portal's credential and the consent, and returns a new token: another audience, the same user, and the user's roles on that API.",
        { Kind: MessageKind.Response, From: TraceParties.Authority, ReturnedToken: null } =>
            "The sign-in service refuses. Its error code gives the reason, which the calling page explains.",
        { Kind: MessageKind.Response, From: TraceParties.Authority } => "The sign-in service returns a token.",
        { Kind: MessageKind.Response, From: TraceParties.Backend, Step.Title: var title } when title.Contains("/api/application/", StringComparison.Ordinal) =>
            "The backend returns a summary of the result, without rows and without a token.",
        { Kind: MessageKind.Response, Step.Status: null } => "No response arrived.",
        { Kind: MessageKind.Response, Step: { Status: >= 400, Problem: { FailedCheck: { } check, Api: null } }, From: TraceParties.Backend } =>
            $"The backend itself refuses the call. The check that failed: {VerdictText.Title(check)}.",
        { Kind: MessageKind.Response, Step: { Status: >= 400, Problem.Api: { } api }, From: TraceParties.Backend } =>
            $"The backend returns to the page that {api} was not called successfully, and why.",
        { Kind: MessageKind.Response, Step.Status: >= 400, From: TraceParties.Backend } => "The backend returns an error to the page.",
        { Kind: MessageKind.Response, Step: { Status: 401 or 403, Problem.FailedCheck: { } check } } =>
            $"The API refuses. Its response names the check that failed: {VerdictText.Title(check)}.",
        { Kind: MessageKind.Response, Step.Status: 401 or 403 } => "The API refuses. Its response does not name the check that failed.",
        { Kind: MessageKind.Response, Step.Status: >= 400 } => "The API responds with an error.",
        { Kind: MessageKind.Response, From: TraceParties.Backend } => "The backend returns the result to the page.",
        { Kind: MessageKind.Response } => "The API accepts the call and responds.",
        { From: TraceParties.Browser } =>
            "The browser has a session cookie and no token. Everything after this hop happens on the server.",
        { To: TraceParties.Authority } when Grant(message.Step).Contains("on-behalf-of", StringComparison.Ordinal) =>
            "This is on-behalf-of: the backend sends the token it was called with as the assertion, authenticates with its own credential, and requests a token for the next API.",
        { To: TraceParties.Authority } when IsClientCredentials(message.Step) =>
            "Client credentials: the application authenticates and requests all of its app roles on the next API. There is no user and no assertion.",
        { To: TraceParties.Authority } => "The portal requests a token from the sign-in service.",
        { To: TraceParties.Backend } =>
            "The pages call the portal's own backend with a bearer token whose audience is the portal. Cookies are not accepted there.",
        { From: TraceParties.Application } =>
            "The application calls the API with its own token. The API sees which application calls, and that there is no user.",
        { Step.Sent: { Scopes.Count: 0, Client: not null } } =>
            "The backend calls the API as the application, with an app-only token. The call only shows the difference; none of the returned data is shown.",
        _ => "The backend calls the API with the token that it obtained on the user's behalf. The token that the backend received is not sent on.",
    };

    public static bool HasFailed(TraceSummary trace) => trace.Status is null or >= 400;

    public static StatusKind KindOf(TraceSummary trace) => KindOf(trace.Status, trace.Problem);

    /// <summary>Problems that the user can solve at the sign-in service have the same color as on the page that was refused.</summary>
    public static StatusKind KindOf(int? status, TraceProblem? problem) => status switch
    {
        >= 400 and < 500 when problem?.Code is ProblemCodes.ConsentRequired or ProblemCodes.InteractionRequired => StatusKind.Missing,
        null or >= 500 => StatusKind.Broken,
        >= 400 => StatusKind.Refused,
        _ => StatusKind.Good,
    };

    public static string Outcome(TraceSummary trace) => Outcome(trace.Status, trace.Problem);

    /// <summary>The status, and the verdict in words if it is known.</summary>
    public static string Outcome(int? status, TraceProblem? problem)
    {
        var number = status?.ToString(CultureInfo.InvariantCulture) ?? "no response";
        return problem switch
        {
            { FailedCheck: { } check } => $"{number}, check failed: {VerdictText.Title(check)}",
            { Title.Length: > 0 } when status is null or >= 400 => $"{number}, {problem.Title}",
            _ => number,
        };
    }

    /// <summary>What the user did, for the list of requests.</summary>
    public static string Sentence(TraceGroup group) => group switch
    {
        { Action: { Kind: TraceActionKinds.Opened } action } => $"Opened {PageName(action.Page)}",
        { Action: { Kind: TraceActionKinds.AccessChanged } action } => $"Reloaded {PageName(action.Page)}: your access changed",
        { Action: { Label: { } label } action } => $"Pressed {label} on {PageName(action.Page)}",
        { Action: { } action } => $"Action on {PageName(action.Page)}",
        { Requests: [{ Application: not null } run] } => $"Run of a background app: {run.Title}",
        { Requests: [{ Title: var title }, ..] } when title.Contains(" /export/", StringComparison.Ordinal) => "Export",
        _ => "Request that did not come from a page",
    };

    /// <summary>The page that shows the failed check; null if the problem is not about a check.</summary>
    public static string? CheckUrl(TraceProblem problem) => problem switch
    {
        { FailedCheck: null } => null,
        { Api: null } => $"tokens#{TokenHops.Portal}",
        { Api: { } api, Operation: { } operation } => $"access#{Uri.EscapeDataString($"{api}-{operation}")}",
        { Api: { } api } => $"access#{Uri.EscapeDataString(api)}",
    };

    private static string PageName(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => "Home",
        ["data", _, var view] => Name(view),
        ["data", _, var view, ..] => $"a row of {Name(view)}",
        ["admin", "access"] => "User access",
        ["admin", var page] => Name(page),
        ["no-user"] => "No user?",
        ["setup"] => DiagnosticsPage.Heading,
        [var page] => Name(page),
        _ => path,
    };

    private static string Name(string word) =>
        char.ToUpperInvariant(word[0]) + Uri.UnescapeDataString(word[1..]).Replace('-', ' ');

    private static bool IsClientCredentials(TraceStep step) => GrantType(step) == "client_credentials";

    private static string? GrantType(TraceStep step) => step.Details.FirstOrDefault(d => d.Name == "grant_type")?.Value;

    public static string Grant(TraceStep step) => GrantType(step) switch
    {
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => OnBehalfOfLabel,
        "refresh_token" => "POST /token: refresh",
        "authorization_code" => "POST /token: code",
        "client_credentials" => ClientCredentialsLabel,
        _ => "POST /token",
    };
}

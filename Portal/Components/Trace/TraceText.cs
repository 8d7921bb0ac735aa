using System.Globalization;
using Portal.Contracts.Trace;

namespace Portal.Components.Trace;

/// <summary>What happens at each hop, in words.</summary>
internal static class TraceText
{
    public const string OnBehalfOfLabel = "POST /token: on-behalf-of";
    public const string AsApplicationLabel = "POST /token: as the application";

    public static string Party(string party) => party switch
    {
        TraceParties.Browser => "Browser",
        TraceParties.Pages => "Portal, pages",
        TraceParties.Backend => "Portal, /api",
        TraceParties.Authority => "Authority",
        TraceParties.Application => "Background app",
        _ => party,
    };

    public static string Label(SequenceMessage message) => message switch
    {
        { Kind: MessageKind.AtHand, Step.Received: null } => "no token",
        { Kind: MessageKind.AtHand } => "token at hand",
        { Kind: MessageKind.Answers, Step.Status: null } => "no answer",
        { Kind: MessageKind.Answers, Brought: not null } => $"{message.Step.Status} and a token",
        { Kind: MessageKind.Answers } => $"{message.Step.Status}",
        { From: TraceParties.Browser } => "opens or uses a page",
        { To: TraceParties.Authority } => Grant(message.Step),
        _ => message.Step.Title,
    };

    /// <summary>A sentence or two for someone who sees this for the first time.</summary>
    public static string Explain(SequenceMessage message) => message switch
    {
        { Kind: MessageKind.AtHand, Step.Received: null } =>
            "No token could be had, and so nobody further on is called.",
        { Kind: MessageKind.AtHand, From: TraceParties.Pages } =>
            "The pages need a token for the portal's own backend. The user's token cache holds one that is still valid, so the authority is not asked.",
        { Kind: MessageKind.AtHand, From: TraceParties.Application } or { Kind: MessageKind.AtHand, Step.Received.Scopes.Count: 0 } =>
            "The application needs a token of its own for the next API. It has one that is still valid, so the authority is not asked.",
        { Kind: MessageKind.AtHand } =>
            "The backend needs a token for the next API. It exchanged this user's token before; the cache still holds the result, so the authority is not asked.",
        { Kind: MessageKind.Answers, From: TraceParties.Authority, Brought: not null } when IsAsApplication(message.Step) =>
            "The authority has checked the credential and answers a token with no user in it: no scopes, and the app roles that an administrator gave the application.",
        { Kind: MessageKind.Answers, To: TraceParties.Backend, From: TraceParties.Authority, Brought: not null } =>
            "The authority has checked the assertion, the portal's credential and the consent, and answers a new token: another audience, the same user, and the roles that the user has on that API.",
        { Kind: MessageKind.Answers, From: TraceParties.Authority, Brought: null } =>
            "The authority refuses. Its code says why; the page that asked shows it in words.",
        { Kind: MessageKind.Answers, From: TraceParties.Authority } => "The authority answers a token.",
        { Kind: MessageKind.Answers, From: TraceParties.Backend, Step.Title: var title } when title.Contains("/api/application/", StringComparison.Ordinal) =>
            "The backend answers what came of it, and passes on no row and no token.",
        { Kind: MessageKind.Answers, Step.Status: 401 or 403, From: TraceParties.Backend } =>
            "The backend passes the refusal on, with what was demanded and what the token carries.",
        { Kind: MessageKind.Answers, Step.Status: 401 or 403 } =>
            "It refuses: the token is genuine, or not, but does not carry what is demanded. The answer names what failed.",
        { Kind: MessageKind.Answers, From: TraceParties.Backend } => "The backend hands the answer on while it arrives, unread.",
        { Kind: MessageKind.Answers } => "It has validated the token, found what it demands, and answers.",
        { From: TraceParties.Browser } =>
            "The browser holds a session cookie and no token. Everything further on happens on the server.",
        { To: TraceParties.Authority } when Grant(message.Step).Contains("on-behalf-of", StringComparison.Ordinal) =>
            "This is on-behalf-of: the backend sends the token it was called with as the assertion, proves itself with its own credential, and asks for a token for the next API.",
        { To: TraceParties.Authority } when IsAsApplication(message.Step) =>
            "Client credentials: the application proves itself and asks for all that it was given on the next API. There is no user, and no assertion.",
        { To: TraceParties.Authority } => "The portal asks the authority for a token.",
        { To: TraceParties.Backend } =>
            "The pages call the portal's own backend with a bearer token whose audience is the portal. Cookies count for nothing there.",
        { From: TraceParties.Application } =>
            "The application calls the API with its own token. The API sees which application it is, and that nobody is signed in.",
        { Step.Sent: { Scopes.Count: 0, Client: not null } } =>
            "The backend calls the API as itself, with a token that has no user in it. It does so to show the difference, and uses nothing of the answer.",
        _ => "The backend calls the API with the token that it got on the user's behalf. The user's first token goes no further than the backend.",
    };

    public static string Milliseconds(double value) =>
        (value < 10 ? value.ToString("0.0", CultureInfo.InvariantCulture) : value.ToString("0", CultureInfo.InvariantCulture)) + " ms";

    private static bool IsAsApplication(TraceStep step) => GrantType(step) == "client_credentials";

    private static string? GrantType(TraceStep step) => step.Details.FirstOrDefault(d => d.Name == "grant_type")?.Value;

    public static string Grant(TraceStep step) => GrantType(step) switch
    {
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => OnBehalfOfLabel,
        "refresh_token" => "POST /token: refresh",
        "authorization_code" => "POST /token: code",
        "client_credentials" => AsApplicationLabel,
        _ => "POST /token",
    };
}

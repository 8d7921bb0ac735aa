namespace Portal.Contracts;

/// <summary>Whether pages offer the demo drawer: only with the tenant in a box.</summary>
public sealed class DemoDrawerOptions
{
    public bool Offered { get; set; }
}

/// <summary>What a presenter can break in the tenant in a box, and how it stands: <c>GET /api/demo</c>.</summary>
/// <param name="ClockOffsetSeconds">How far the authority's clock is off the machine's.</param>
/// <param name="Waiting">What is still to go wrong, in words.</param>
public sealed record DemoState(double ClockOffsetSeconds, IReadOnlyList<string> Waiting, IReadOnlyList<DemoScene> Scenes);

/// <summary>One thing to break.</summary>
/// <param name="Name">A stable word, for <c>POST /api/demo/scenes/{name}</c>.</param>
/// <param name="Title">What to do, as a command.</param>
/// <param name="Effect">What then happens, and why.</param>
/// <param name="Page">Where it shows: an address of the portal.</param>
public sealed record DemoScene(string Name, string Title, string Effect, string Page);

/// <summary>A token that is wrong in one way, sent to an API: <c>POST /api/demo/forgeries</c>.</summary>
/// <param name="Fault">One of <see cref="DemoFaults"/>.</param>
public sealed record ForgeryRequest(string Api, string View, string Fault);

/// <summary>What the API said to it, beside what the portal says that the API would say. The token itself stays in the backend.</summary>
/// <param name="Status">HTTP status of the API's answer.</param>
/// <param name="Code">The API's own word for its refusal; null when it let the token in.</param>
/// <param name="Failed">The check that the API names; null when it let the token in.</param>
public sealed record ForgeryResult(string Api, int Status, string? Code, string? Failed, TokenVerdict Verdict);

public static class DemoFaults
{
    public const string None = "none";
    public const string Signature = "signature";
    public const string NoSignature = "no_signature";
    public const string Issuer = "issuer";
    public const string Audience = "audience";
    public const string Tenant = "tenant";
    public const string Version = "version";
    public const string Expired = "expired";
    public const string NotYet = "not_yet";
    public const string TokenKind = "token_kind";
    public const string Scope = "scope";
    public const string Role = "role";
}

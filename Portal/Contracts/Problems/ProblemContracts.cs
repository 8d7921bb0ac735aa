using Portal.Contracts.Access;

namespace Portal.Contracts.Problems;

/// <summary>The problem+json that <c>/api</c> answers every failure with (RFC 9457 and our members).</summary>
/// <param name="Code">A stable word of <see cref="ProblemCodes"/>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Detail">What happened and what to do next, in sentences.</param>
/// <param name="TraceId">W3C trace id, to quote to whoever runs the backend.</param>
/// <param name="Api">The downstream API concerned, by its settings name; null when the portal itself refuses.</param>
/// <param name="Scopes">The delegated scopes to consent to, with <c>consent_required</c>.</param>
/// <param name="Claims">The claims challenge to satisfy, as JSON, with <c>interaction_required</c>.</param>
/// <param name="ErrorCode">The authority's own code, such as <c>AADSTS65001</c>.</param>
/// <param name="Access">What was demanded and what the token carries, when access was refused.</param>
/// <param name="CorrelationId">The authority's own id of the request that it refused, by which its sign-in logs find it.</param>
/// <param name="AdministratorScopes">Those of <paramref name="Scopes"/> that only an administrator can consent to, for everybody.</param>
/// <param name="Field">The member of the request that is wrong, where it is a single one.</param>
public sealed record ApiProblem(
    string Code,
    int Status,
    string Title,
    string? Detail = null,
    string? TraceId = null,
    string? Api = null,
    IReadOnlyList<string>? Scopes = null,
    string? Claims = null,
    string? ErrorCode = null,
    RefusedAccess? Access = null,
    string? CorrelationId = null,
    IReadOnlyList<string>? AdministratorScopes = null,
    string? Field = null);

/// <summary>A refusal, as the API that refused words it.</summary>
/// <param name="Required">The alternatives, any one of which would do.</param>
/// <param name="Presented">What the token carried.</param>
/// <param name="Failed">The checks that failed, in the order they ran: <c>token_kind</c>, <c>scope</c>, <c>role</c>, ….</param>
/// <param name="Verdict">The whole list of validations and where the token stops, where the portal can tell.</param>
public sealed record RefusedAccess(
    IReadOnlyList<AccessDemand> Required,
    PresentedAccess? Presented,
    IReadOnlyList<string> Failed,
    TokenVerdict? Verdict = null);

/// <summary>One way in: a token of this kind that carries all of the scopes and all of the roles.</summary>
/// <param name="TokenKind"><c>user</c> or <c>app</c>.</param>
public sealed record AccessDemand(string TokenKind, IReadOnlyList<string> Scopes, IReadOnlyList<string> Roles);

/// <summary>What a token carried, as far as access is decided by it.</summary>
public sealed record PresentedAccess(
    string? TokenKind,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Roles,
    string? Audience = null,
    string? Version = null);

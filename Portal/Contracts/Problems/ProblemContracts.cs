using AccessContract;
using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>The problem+json that <c>/api</c> returns for every failure (RFC 9457 with additional members).</summary>
/// <param name="Code">A stable code from <see cref="ProblemCodes"/>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">Short summary of the problem.</param>
/// <param name="Detail">Explanation and next step.</param>
/// <param name="TraceId">W3C trace ID, with which the operator finds the request.</param>
/// <param name="Api">The downstream API, by its name in settings; null for a problem of the portal itself.</param>
/// <param name="Scopes">The delegated scopes to consent to, with <c>consent_required</c>.</param>
/// <param name="Claims">The claims challenge to satisfy, as JSON, with <c>interaction_required</c>.</param>
/// <param name="ErrorCode">The authority's own code, such as <c>AADSTS65001</c>.</param>
/// <param name="Access">What was required and what the token contains, when access was refused.</param>
/// <param name="CorrelationId">The correlation ID of the refused token request, which the authority's sign-in logs contain.</param>
/// <param name="AdministratorScopes">Those of <paramref name="Scopes"/> that only an administrator can consent to, for all users.</param>
/// <param name="Field">The invalid member of the request, if it is a single one.</param>
/// <param name="ErrorText">The authority's own text about the error, see <see cref="AuthorityMessage"/>.</param>
/// <param name="RetryAfterSeconds">When a retry can succeed, if known; also sent as Retry-After.</param>
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
    string? Field = null,
    string? ErrorText = null,
    int? RetryAfterSeconds = null);

/// <summary>A refusal, as reported by the API that refused.</summary>
/// <param name="Required">The alternatives; one of them is enough.</param>
/// <param name="Presented">What the token contained.</param>
/// <param name="Failed">The checks that failed, in the order they ran: <c>token_kind</c>, <c>scope</c>, <c>role</c>, ….</param>
/// <param name="Verdict">All validations and the first one that the token fails, if the portal knows them.</param>
public sealed record RefusedAccess(
    IReadOnlyList<AccessAlternative> Required,
    TokenFacts? Presented,
    IReadOnlyList<string> Failed,
    Verdict? Verdict = null);

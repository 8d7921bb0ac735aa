using AccessContract;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the portal gets a token for the API on behalf of the administrator who asks.</summary>
internal sealed class ApiConsentCheck(string api, OnBehalfOf onBehalfOf) : ApiCheck(api, "consent", "Consent and exchange")
{
    public override IReadOnlyList<string> After => [CredentialCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.User is not { } user)
            return DiagnosticResult.NeedsPerson();

        try
        {
            var facts = TokenFacts.Read((await onBehalfOf.DecodeTokenAsync(Api, user, fresh: true, cancellationToken)).Claims);
            return DiagnosticResult.Passed($"The authority gave a token for {Api} on your behalf, now or a little earlier.")
                .With("aud", facts.Audience)
                .With("scp", string.Join(' ', facts.Scopes))
                .With("roles", string.Join(", ", facts.Roles));
        }
        catch (ProblemException exception)
        {
            return Judge(exception.Problem).With("Code", exception.Problem.ErrorCode);
        }
    }

    private DiagnosticResult Judge(ApiProblem problem)
    {
        var known = AadstsCodes.Find(problem.ErrorCode);
        var outcome = problem.Code switch
        {
            ProblemCodes.ConsentRequired => DiagnosticResult.Failed($"{problem.Title}."),
            ProblemCodes.InteractionRequired => DiagnosticResult.Warning($"Consent is there, but a policy asks you for more proof before {Api} is called."),
            ProblemCodes.AuthorityUnavailable => DiagnosticResult.Unknown($"{problem.Title}."),
            _ => DiagnosticResult.Failed(known is null ? $"{problem.Title}." : $"{known.Title}."),
        };
        return outcome.FixOwners(known?.Fix ?? problem.Detail ?? "Try again.", errorCode: known?.Code);
    }
}

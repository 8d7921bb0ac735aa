using AccessContract;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the portal can get a token for the API on behalf of the signed-in administrator.</summary>
internal sealed class ApiConsentCheck(string api, OnBehalfOf onBehalfOf) : ApiCheck(api, "consent", "Consent and exchange")
{
    public override IReadOnlyList<string> After => [CredentialCheck.Name];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        if (run.User is not { } user)
            return DiagnosticResult.NeedsUser();

        try
        {
            var facts = TokenFacts.Read((await onBehalfOf.DecodeTokenAsync(Api, user, fresh: true, cancellationToken)).Claims);
            return DiagnosticResult.Passed($"A token for {Api} on your behalf was obtained.")
                .With("aud", facts.Audience)
                .With("scp", string.Join(' ', facts.Scopes))
                .With("roles", string.Join(", ", facts.Roles));
        }
        catch (ProblemException exception)
        {
            return TokenProblemResult.Of(exception.Problem, Api);
        }
    }
}

using Portal.Diagnostics.Probes;
using Portal.Downstream;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API takes the tokens that settings make the portal ask for.</summary>
internal sealed class ApiAudienceCheck(string api, ApiDocuments documents, OnBehalfOf onBehalfOf) : ApiCheck(api, Name, "Audience")
{
    public const string Name = "audience";

    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var resources = ScopeName.Resources(onBehalfOf.Scopes(Api));
        var metadata = await documents.ResourceAsync(Api, run, cancellationToken);
        return Judge(resources, metadata)
            .With("Settings ask for", string.Join(", ", resources))
            .With("It takes", metadata is null ? null : string.Join(", ", metadata.Audiences))
            .With("Its metadata", documents.ResourceAddress(Api).AbsoluteUri);
    }

    private DiagnosticResult Judge(IReadOnlyList<string> resources, ResourceMetadata? metadata)
    {
        if (resources.Count > 1)
        {
            return DiagnosticResult.Failed("The scopes in settings are those of several APIs; a token is for one.")
                .FixOwners("Keep the scopes of one resource.", Setting("Scopes"), errorCode: "AADSTS28000");
        }

        if (metadata is not { Audiences.Count: > 0 })
            return DiagnosticResult.Unknown($"{Api} does not publish which audience it takes.");

        return resources.All(resource => metadata.Audiences.Any(audience => ScopeName.IsSameResource(resource, audience)))
            ? DiagnosticResult.Passed("Settings ask for tokens for the audience that it takes.")
            : DiagnosticResult.Failed("Settings ask for tokens for another audience than it takes: every call would end in 401.")
                .FixOwners($"Begin each scope with the client id of {Api}’s registration: {metadata.Audiences[0]}.", Setting("Scopes:0"));
    }
}

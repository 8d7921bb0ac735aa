using Portal.Diagnostics.Probes;
using Portal.Downstream;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API accepts the audience of the configured scopes.</summary>
internal sealed class ApiAudienceCheck(string api, ApiDocuments documents, OnBehalfOf onBehalfOf) : ApiCheck(api, Name, "Audience")
{
    public const string Name = "audience";

    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var resources = ScopeName.Resources(onBehalfOf.Scopes(Api));
        var metadata = await documents.ResourceAsync(Api, run, cancellationToken);
        return Evaluate(resources, metadata)
            .With("Configured", string.Join(", ", resources))
            .With("Accepted", metadata is null ? null : string.Join(", ", metadata.Audiences))
            .With("Its metadata", documents.ResourceAddress(Api).AbsoluteUri);
    }

    private DiagnosticResult Evaluate(IReadOnlyList<string> resources, ResourceMetadata? metadata)
    {
        if (resources.Count > 1)
        {
            return DiagnosticResult.Failed("The configured scopes belong to several APIs, but a token is for one API.")
                .WithFix("Keep the scopes of one resource.", Setting("Scopes"), errorCode: "AADSTS28000");
        }

        if (metadata is not { Audiences.Count: > 0 })
            return DiagnosticResult.Unknown($"{Api} does not publish which audience it accepts.");

        return resources.All(resource => metadata.Audiences.Any(audience => ScopeName.IsSameResource(resource, audience)))
            ? DiagnosticResult.Passed("The configured scopes have an audience that the API accepts.")
            : DiagnosticResult.Failed("The API publishes other audiences than that of the configured scopes: it would refuse their tokens.")
                .WithFix($"Start each scope with the client ID of {Api}’s registration: {metadata.Audiences[0]}.", Setting("Scopes:0"));
    }
}

using Portal.Diagnostics.Probes;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the API has the configured scopes.</summary>
internal sealed class ApiScopesCheck(string api, ApiDocuments documents, OnBehalfOf onBehalfOf) : ApiCheck(api, "scopes", "Scopes")
{
    public override IReadOnlyList<string> After => [IdOf(Api, ApiContractCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var configured = onBehalfOf.Scopes(Api).Select(s => ScopeName.Parse(s).Name).ToList();
        var published = await PublishedAsync(run, cancellationToken);
        var missing = configured.Where(s => s != ScopeName.Default && !published.Contains(s)).ToList();
        var outcome = missing switch
        {
            _ when published.Count == 0 => DiagnosticResult.Unknown($"{Api} does not publish its scopes."),
            [] => DiagnosticResult.Passed("The API publishes every configured scope."),
            _ => DiagnosticResult.Failed($"It does not publish the scope {string.Join(", ", missing)}.")
                .WithFix($"Use one that it publishes: {string.Join(", ", published)}.", Setting("Scopes:0"), errorCode: "AADSTS650053"),
        };
        return outcome.With("Configured", string.Join(", ", onBehalfOf.Scopes(Api))).With("Published", string.Join(", ", published));
    }

    private async Task<HashSet<string>> PublishedAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var contract = ContractReader.Read((await documents.ContractAsync(Api, run, cancellationToken)).Body);
        var metadata = await documents.ResourceAsync(Api, run, cancellationToken);
        var required = contract.Views.Select(v => v.View)
            .SelectMany(v => v.Required.Concat(v.Row?.Required ?? []).Concat(v.Row?.Change?.Required ?? []))
            .SelectMany(alternative => alternative.Scopes);
        return [.. required.Concat(metadata?.Scopes ?? []).Select(s => ScopeName.Parse(s).Name)];
    }
}

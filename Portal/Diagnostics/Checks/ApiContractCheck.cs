using System.Globalization;
using Portal.Diagnostics.Probes;
using Portal.Downstream.Contract;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the portal can read the API's OpenAPI document.</summary>
internal sealed class ApiContractCheck(string api, ApiDocuments documents) : ApiCheck(api, Name, "OpenAPI document")
{
    public const string Name = "contract";

    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var response = await documents.ContractAsync(Api, run, cancellationToken);
        if (!response.IsSuccess)
            return Failed($"It could not be fetched: {response.StatusText}.", response);

        try
        {
            var contract = ContractReader.Read(response.Body);
            var views = contract.Views.Select(v => v.View.Name).ToList();
            var outcome = views.Count > 0
                ? DiagnosticResult.Passed($"It describes {views.Count.ToString(CultureInfo.InvariantCulture)} collections that the portal shows as views.")
                : DiagnosticResult.Warning("It can be read, but describes no collection that the portal can show.")
                    .WithFix("See docs/data-views.md for what makes an operation a view.");
            return outcome.With("Address", response.Address.AbsoluteUri).With("Title", contract.Title).With("Views", string.Join(", ", views));
        }
        catch (InvalidDataException exception)
        {
            return Failed("It cannot be read.", response).With("First error", exception.Message);
        }
    }

    private DiagnosticResult Failed(string text, ProbeResponse response) => DiagnosticResult.Failed(text)
        .With("Address", response.Address.AbsoluteUri)
        .WithFix("Set where its OpenAPI document is, relative to its base address.", Setting("OpenApi"));
}

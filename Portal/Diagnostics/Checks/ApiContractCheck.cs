using System.Globalization;
using Microsoft.Extensions.Options;
using Portal.Contracts.Data;
using Portal.Contracts.Diagnostics;
using Portal.Diagnostics.Probes;
using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Diagnostics.Checks;

/// <summary>Whether the portal can read the API's OpenAPI document.</summary>
internal sealed class ApiContractCheck(string api, ApiDocuments documents, IOptionsMonitor<DownstreamApiSettings> settings)
    : ApiCheck(api, Name, "OpenAPI document")
{
    private const int MaxNamed = 20;

    public const string Name = "contract";

    public override IReadOnlyList<string> After => [IdOf(Api, ApiReachCheck.Name)];

    public override async Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var response = await documents.ContractAsync(Api, run, cancellationToken);
        if (!response.IsSuccess)
            return Failed($"The portal got {ContractProblems.Status(response.Status ?? default, response.Location)}.", response);

        try
        {
            return ResultOf(ContractReader.Read(response.Body, [.. settings.Get(Api).Headers.Keys]), response);
        }
        catch (InvalidDataException exception)
        {
            return Failed($"It cannot be read. The portal got: {exception.Message}.", response);
        }
    }

    private DiagnosticResult ResultOf(ApiContract contract, ProbeResponse response)
    {
        var coverage = contract.Coverage;
        var summary = $"{CoverageText.Summary(coverage)}.";
        var result = coverage.Views > 0 ? DiagnosticResult.Passed(summary)
            : DiagnosticResult.Warning($"{summary} The portal has nothing to show.").WithFix("See docs/data-views.md for what makes an operation a view.");
        result = result.With("Address", response.Address.AbsoluteUri).With("Title", contract.Title)
            .With("Views", string.Join(", ", contract.Views.Select(v => v.View.Name)));
        foreach (var operation in coverage.Named.Take(MaxNamed))
            result = result.With(DiagnosticEvidence.PassedOver, $"GET {operation.Path} {CoverageText.Reason(operation, Api)}");

        var more = coverage.PassedOver.Sum(c => c.Count) - MaxNamed;
        return more > 0
            ? result.With(DiagnosticEvidence.PassedOver, $"and {more.ToString(CultureInfo.InvariantCulture)} more; /access lists them")
            : result;
    }

    private DiagnosticResult Failed(string text, ProbeResponse response) => DiagnosticResult.Failed(text)
        .With("Address", response.Address.AbsoluteUri)
        .WithFix("Set where its OpenAPI document is, relative to its base address.", Setting("OpenApi"));
}

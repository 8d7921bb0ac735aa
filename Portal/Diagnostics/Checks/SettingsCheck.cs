using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Downstream;

namespace Portal.Diagnostics.Checks;

/// <summary>Shows the configured authority and registration. Invalid settings never reach this check; they stop startup.</summary>
internal sealed class SettingsCheck(IOptions<AzureAdSettings> azureAd, DownstreamApis apis, IHostEnvironment environment)
    : DiagnosticCheck(Name, SetupGroups.Settings, "Settings")
{
    public const string Name = "settings";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var settings = azureAd.Value;
        var isEmulator = new Uri(settings.Instance!).IsLoopback;
        var outcome = apis.Names.Count == 0
            ? DiagnosticResult.Warning("Complete, but no downstream API is configured.")
                .WithFix("Add an entry with BaseUrl and Scopes.", DownstreamApiSettings.SectionName)
            : DiagnosticResult.Passed(isEmulator
                ? "Complete. They refer to the emulator on this machine, which is trusted in Development only."
                : "Complete. Whether tenant and registration exist is checked below.");
        return Task.FromResult(outcome
            .With("Environment", environment.EnvironmentName)
            .With("AzureAd:Instance", settings.Instance)
            .With("AzureAd:TenantId", settings.TenantId)
            .With("AzureAd:ClientId", settings.ClientId)
            .With("AzureAd:ClientCredentials", string.Join(", ", settings.ClientCredentials.Select(c => c.SourceType)))
            .With("DownstreamApis", string.Join(", ", apis.Names)));
    }
}

using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Downstream;

namespace Portal.Diagnostics.Checks;

/// <summary>Which authority and which registration the settings name. A start with worse than this does not get here.</summary>
internal sealed class SettingsCheck(IOptions<AzureAdSettings> azureAd, DownstreamApis apis, IHostEnvironment environment)
    : DiagnosticCheck(Name, SetupGroups.Settings, "Settings")
{
    public const string Name = "settings";

    public override Task<DiagnosticResult> RunAsync(DiagnosticsContext run, CancellationToken cancellationToken)
    {
        var settings = azureAd.Value;
        var isEmulator = new Uri(settings.Instance!).IsLoopback;
        var outcome = apis.Names.Count == 0
            ? DiagnosticResult.Warning("Complete, but no downstream API is configured: there is nothing to call on anybody’s behalf.")
                .FixOwners("Add an entry with BaseUrl and Scopes.", DownstreamApiSettings.SectionName)
            : DiagnosticResult.Passed(isEmulator
                ? "Complete. They name the emulator on this machine, which only Development trusts."
                : "Complete. They name a tenant of Entra ID.");
        return Task.FromResult(outcome
            .With("Environment", environment.EnvironmentName)
            .With("AzureAd:Instance", settings.Instance)
            .With("AzureAd:TenantId", settings.TenantId)
            .With("AzureAd:ClientId", settings.ClientId)
            .With("AzureAd:ClientCredentials", string.Join(", ", settings.ClientCredentials.Select(c => c.SourceType)))
            .With("DownstreamApis", string.Join(", ", apis.Names)));
    }
}

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Identity.Web;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>Trust in an authority on this machine: in Development only, by pinning, with every validation left on.</summary>
public static class LoopbackAuthorityExtensions
{
    private const string InstanceKey = "AzureAd:Instance";

    // The ids that Entra.Emulator's tenant is known by; outside Development they can only be a mistake.
    private static readonly string[] EmulatorIds =
    [
        "11111111-1111-4111-8111-111111111111",
        "22222222-2222-4222-8222-222222222222",
        "33333333-3333-4333-8333-333333333333",
        "44444444-4444-4444-8444-444444444444",
    ];

    /// <summary>
    /// With a loopback <c>AzureAd:Instance</c> in Development: pins its certificate on every outgoing client and keeps
    /// instance discovery local. Call it after the AddMicrosoftIdentity… calls.
    /// </summary>
    /// <exception cref="InvalidOperationException">A loopback authority or an emulator's id outside Development.</exception>
    public static void AddLoopbackAuthority(this WebApplicationBuilder builder)
    {
        var instance = builder.Configuration.GetValue<Uri>(InstanceKey);
        if (!builder.Environment.IsDevelopment())
        {
            RefuseEmulator(instance, builder);
            return;
        }

        if (instance is { IsAbsoluteUri: true, IsLoopback: true })
            TrustLoopback(builder, instance);
    }

    private static void TrustLoopback(WebApplicationBuilder builder, Uri instance)
    {
        var folder = DataDirectory.Ensure(builder.Configuration, "certificate");
        builder.Services.ConfigureHttpClientDefaults(clients => clients
            .ConfigurePrimaryHttpMessageHandler(() => PinnedHandler.Create(folder))
            .AddHttpMessageHandler(() => new InstanceDiscoveryHandler(instance)));

        builder.Services.ConfigureAll<OpenIdConnectOptions>(o => o.BackchannelHttpHandler = PinnedHandler.Create(folder));
        builder.Services.ConfigureAll<JwtBearerOptions>(o => o.BackchannelHttpHandler = PinnedHandler.Create(folder));

        // The issuer validator would otherwise fetch metadata with a client of its own, which pins nothing.
        builder.Services.Configure<AadIssuerValidatorOptions>(o => o.HttpClientName = nameof(LoopbackAuthority));
    }

    private static void RefuseEmulator(Uri? instance, WebApplicationBuilder builder)
    {
        var environment = builder.Environment.EnvironmentName;
        if (instance is { IsAbsoluteUri: true } && IsLocal(instance))
        {
            throw new InvalidOperationException(
                $"{InstanceKey} is {instance}, an authority on this machine, and the environment is {environment}. "
                + "A loopback authority is trusted in Development only: set the instance of your tenant.");
        }

        foreach (var key in (string[])["AzureAd:TenantId", "AzureAd:ClientId"])
        {
            if (builder.Configuration[key] is { } value && EmulatorIds.Contains(value, StringComparer.OrdinalIgnoreCase))
            {
                throw new InvalidOperationException(
                    $"{key} is {value}, which belongs to Entra.Emulator, and the environment is {environment}. "
                    + "Set the id of your own registration.");
            }
        }
    }

    private static bool IsLocal(Uri instance) =>
        instance.IsLoopback
        || instance.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || instance.Host.TrimEnd('.').Equals("localhost", StringComparison.OrdinalIgnoreCase);
}

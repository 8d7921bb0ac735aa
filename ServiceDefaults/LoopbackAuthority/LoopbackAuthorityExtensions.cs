using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>
/// Trusts an authority on this machine, in Development only, by pinning its certificate. Token validation stays on.
/// </summary>
public static class LoopbackAuthorityExtensions
{
    private const string InstanceKey = "AzureAd:Instance";

    /// <summary>
    /// With a loopback <c>AzureAd:Instance</c> in Development: pins its certificate on every outgoing client and keeps
    /// instance discovery local. Call it after the AddMicrosoftIdentity… calls.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Outside Development, one line for each loopback authority, emulator id or emulator secret.
    /// </exception>
    public static void AddLoopbackAuthority(this IHostApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment())
            RefuseEmulator(builder);
        else if (Uri.TryCreate(builder.Configuration[InstanceKey], UriKind.Absolute, out var instance) && instance.IsLoopback)
            TrustLoopback(builder, instance);
    }

    private static void TrustLoopback(IHostApplicationBuilder builder, Uri instance)
    {
        var folder = LoopbackCertificate.Folder(builder.Configuration);
        builder.Services.ConfigureHttpClientDefaults(clients => clients
            .ConfigurePrimaryHttpMessageHandler(() => PinnedHandler.Create(folder))
            .AddHttpMessageHandler(() => new InstanceDiscoveryHandler(instance)));

        builder.Services.ConfigureAll<OpenIdConnectOptions>(o => o.BackchannelHttpHandler = PinnedHandler.Create(folder));
        builder.Services.ConfigureAll<JwtBearerOptions>(o => o.BackchannelHttpHandler = PinnedHandler.Create(folder));
    }

    private static void RefuseEmulator(IHostApplicationBuilder builder)
    {
        var errors = EmulatorGuard.FindErrors(builder.Configuration)
            .Select(error => $"{error} The environment is {builder.Environment.EnvironmentName};"
                + " the emulator is for Development only.")
            .ToList();
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join('\n', errors));
    }
}

using Microsoft.AspNetCore.SignalR;
using Microsoft.Azure.SignalR;

namespace Portal.Hosting.AzureSignalR;

/// <summary>
/// Connects circuits through Azure SignalR Service, if a setting names one. Browsers then negotiate with the portal, which
/// checks session and origin as before, and connect to the service.
/// </summary>
internal static class AzureSignalRRegistration
{
    private const string Key = "Azure:SignalR:ConnectionString";
    private const string EndpointPart = "Endpoint=";
    private const string ClientEndpointPart = "ClientEndpoint=";

    // For one connection; a browser that reconnects negotiates again.
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    public static void AddAzureSignalR(this WebApplicationBuilder builder)
    {
        if (ServiceOf(builder.Configuration) is null)
            return;

        builder.Services.AddSingleton<ConnectionSession>();
        builder.Services.AddSignalR(hub => hub.AddFilter<ConnectionSessionFilter>()).AddAzureSignalR(options =>
        {
            options.ConnectionString = builder.Configuration[Key];
            options.AccessTokenLifetime = TokenLifetime;

            // A circuit exists in one instance.
            options.ServerStickyMode = ServerStickyMode.Required;
        });
        builder.Services.AddOptions<ServiceOptions>().Configure<ConnectionSession>(
            (options, sessions) => options.ClaimsProvider = context => sessions.AddTo(context.User));
    }

    /// <summary>The address of the service, which browsers connect to; null without the setting.</summary>
    /// <exception cref="InvalidOperationException">The setting has no such address.</exception>
    public static Uri? ServiceOf(IConfiguration configuration)
    {
        if (configuration[Key] is not { Length: > 0 } connection)
            return null;

        // Endpoint is for the portal's own connections, and for browsers if there is no other one for them.
        var parts = connection.Split(';', StringSplitOptions.TrimEntries);
        var endpoint = Value(parts, ClientEndpointPart) ?? Value(parts, EndpointPart);
        return Uri.TryCreate(endpoint, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? address
            : throw new InvalidOperationException(
                $"Setting {Key} (or Portal:{Key}) has no Endpoint=https://…, the address of Azure SignalR Service.");
    }

    private static string? Value(string[] parts, string name) =>
        Array.Find(parts, part => part.StartsWith(name, StringComparison.OrdinalIgnoreCase))?[name.Length..];
}

using System.Net;
using Portal.Downstream;
using ServiceDefaults;

namespace Portal.ApiPreview;

/// <summary>Which addresses may be called for a preview, besides those that are always refused.</summary>
internal enum InternalAddresses
{
    /// <summary>
    /// Addresses of the portal's own network are refused outside Development: a page must not show what responds there.
    /// </summary>
    Refused,

    /// <summary>For commands on the portal's machine, whose user can call them without the portal.</summary>
    Allowed,
}

/// <summary>The HTTP clients that read documents of APIs that are not in the settings: without a token, cookies or redirects.</summary>
internal static class ApiDocumentClient
{
    private const long MaxBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static string NameOf(InternalAddresses addresses) => $"api preview, internal addresses {addresses}";

    public static void AddApiDocumentClient(this IServiceCollection services)
    {
        foreach (var addresses in Enum.GetValues<InternalAddresses>())
        {
            services.AddHttpClient(NameOf(addresses))
                .RemoveAllLoggers()
                .ConfigureHttpClient(client => (client.Timeout, client.MaxResponseContentBufferSize) = (Timeout, MaxBytes))
                .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    UseProxy = addresses == InternalAddresses.Allowed,
                    AutomaticDecompression = DecompressionMethods.All,
                    ConnectTimeout = TimeSpan.FromSeconds(2),
                    ConnectCallback = new SafeConnection(RefusedBy(addresses, provider)).OpenAsync,
                });
        }
    }

    private static Predicate<IPAddress> RefusedBy(InternalAddresses addresses, IServiceProvider provider) =>
        provider.GetRequiredService<IHostEnvironment>().IsDevelopment() ? ReservedAddress.IsMetadata
        : addresses == InternalAddresses.Allowed ? ReservedAddress.Contains
        : ReservedAddress.IsInternal;
}

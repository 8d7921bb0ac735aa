namespace Portal.Hosting;

/// <summary>
/// What every HTTP client of the portal is limited to, unless it sets stricter limits itself: the time and size of a
/// response, no redirects and no cookies. A redirect could send a request, with its token, to another host.
/// </summary>
internal static class OutgoingHttp
{
    private const long MaxResponseBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static void AddOutgoingHttp(this WebApplicationBuilder builder) =>
        builder.Services.ConfigureHttpClientDefaults(clients => clients
            .ConfigureHttpClient(client => (client.Timeout, client.MaxResponseContentBufferSize) = (Timeout, MaxResponseBytes))
            .ConfigurePrimaryHttpMessageHandler((handler, _) => Restrict(handler)));

    // Trust in a loopback authority replaces the handler by one that it has restricted itself.
    private static void Restrict(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
            (sockets.AllowAutoRedirect, sockets.UseCookies, sockets.ConnectTimeout) = (false, false, TimeSpan.FromSeconds(5));
    }
}

namespace ServiceDefaults.LoopbackAuthority;

/// <summary>
/// Sends MSAL's instance discovery to the loopback authority. MSAL queries login.microsoftonline.com about every host
/// that it does not know. Offline that only logs a warning; online the response is invalid_instance and sign-in fails.
/// </summary>
internal sealed class InstanceDiscoveryHandler(Uri instance) : DelegatingHandler
{
    private const string DiscoveryHost = "login.microsoftonline.com";
    private const string DiscoveryPath = "/common/discovery/instance";

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is
            { Scheme: "https", Host: DiscoveryHost, IsDefaultPort: true, AbsolutePath: DiscoveryPath } uri)
        {
            request.RequestUri = new Uri(instance, uri.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}

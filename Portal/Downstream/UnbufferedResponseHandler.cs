using System.Net;

namespace Portal.Downstream;

/// <summary>
/// Prevents IDownstreamApi's HttpClient from buffering the body of a successful response: removes the body, and
/// <see cref="Restore"/> puts it back, not read yet.
/// </summary>
internal sealed class UnbufferedResponseHandler : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<HttpContent> Retention = new(nameof(UnbufferedResponseHandler));

    /// <summary>Puts the body back into <paramref name="response"/>, which owns it again.</summary>
    public static void Restore(HttpResponseMessage response)
    {
        if (response.RequestMessage?.Options.TryGetValue(Retention, out var body) is true)
            response.Content = body;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            response.RequestMessage ??= request;
            response.RequestMessage.Options.Set(Retention, response.Content);
            response.Content = new ByteArrayContent([]);
        }

        return response;
    }
}

using System.Net;
using System.Text;

namespace Portal.Tests.StandIn;

/// <summary>The downstream API: returns the queued responses in order, and fails on an unexpected call.</summary>
internal sealed class StubWire : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> _responses = [];

    public List<SentRequest> Requests { get; } = [];

    public SentRequest Request => Assert.Single(Requests);

    public StubWire Respond(HttpStatusCode status, string body = "{}", string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (mediaType is not null)
            content.Headers.Add("Content-Type", mediaType);

        return Respond(new HttpResponseMessage(status) { Content = content });
    }

    public StubWire Respond(HttpResponseMessage response)
    {
        _responses.Enqueue(response);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        Requests.Add(new SentRequest(
            request.Method.Method.ToUpperInvariant(),
            request.RequestUri!.AbsoluteUri,
            request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            body,
            request.Content?.Headers.ContentType?.ToString()));

        return _responses.TryDequeue(out var response)
            ? response
            : throw new NotSupportedException($"Unexpected call: {request.Method} {request.RequestUri}.");
    }
}

internal sealed record SentRequest(
    string Method,
    string Uri,
    IReadOnlyDictionary<string, string> Headers,
    string? Body,
    string? ContentType);

using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components;

/// <summary>Replaces the HTTP handler: returns the responses a test sets up and throws on any other request.</summary>
public sealed class StubApi : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> _responses =
        new();

    /// <summary>Path and query of each request, in order; a change is prefixed with its method.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Body and <c>If-Match</c> of each change, in order.</summary>
    public ConcurrentQueue<SentChange> Changes { get; } = new();

    public void Returns(string pathAndQuery, object body) =>
        _responses[pathAndQuery] = _ => Task.FromResult(Json(HttpStatusCode.OK, body, "application/json"));

    /// <summary>Raw JSON that the serializer would not produce.</summary>
    public void ReturnsJson(string pathAndQuery, string json) => _responses[pathAndQuery] = _ => Task.FromResult(
        new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        });

    /// <summary>One row with its version; prefix the address with <c>PATCH</c> for the response to a change.</summary>
    public void ReturnsRow(string address, object row, string etag) => _responses[address] = _ =>
    {
        var response = Json(HttpStatusCode.OK, row, "application/json");
        response.Headers.TryAddWithoutValidation("ETag", etag);
        return Task.FromResult(response);
    };

    /// <summary>A response without a body.</summary>
    public void Accepts(string address) =>
        _responses[address] = _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));

    public void Refuses(string pathAndQuery, ApiProblem problem) =>
        _responses[pathAndQuery] = _ => Task.FromResult(
            Json((HttpStatusCode)problem.Status, problem, "application/problem+json"));

    /// <summary>Delays the response until the test completes it.</summary>
    public PendingResponse Delays(string pathAndQuery)
    {
        var pending = new PendingResponse();
        _responses[pathAndQuery] = pending.WaitAsync;
        return pending;
    }

    // Pages ask for the total of each page that they request by its place.
    private static string Uncounted(string address) => address
        .Replace("&count=true", "", StringComparison.Ordinal)
        .Replace("?count=true", "", StringComparison.Ordinal);

    internal static HttpResponseMessage Json(HttpStatusCode status, object body, string mediaType) => new(status)
    {
        Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue(mediaType)),
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = Uncounted(Uri.UnescapeDataString(request.RequestUri!.PathAndQuery));
        if (request.Method == HttpMethod.Patch)
        {
            address = $"PATCH {address}";
            Changes.Enqueue(new SentChange(
                await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.IfMatch.ToString()));
        }

        // For addresses that have several methods.
        if (_responses.ContainsKey($"{request.Method} {address}"))
            address = $"{request.Method} {address}";

        Requests.Enqueue(address);
        return _responses.TryGetValue(address, out var respond)
            ? await respond(cancellationToken)
            : throw new InvalidOperationException($"Unexpected request: {request.Method} {address}");
    }
}

public sealed record SentChange(string Body, string IfMatch);

public sealed class PendingResponse
{
    private readonly TaskCompletionSource<HttpResponseMessage> _response = new(
        TaskCreationOptions.RunContinuationsAsynchronously);

    public bool WasCancelled { get; private set; }

    public void Complete(object body) => _response.SetResult(StubApi.Json(HttpStatusCode.OK, body, "application/json"));

    internal async Task<HttpResponseMessage> WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => WasCancelled = true);
        // Ignores cancellation on purpose: components must also drop a late response.
        return await _response.Task;
    }
}

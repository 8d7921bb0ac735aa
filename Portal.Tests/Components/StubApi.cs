using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Portal.Contracts;

namespace Portal.Tests.Components;

/// <summary>The wire behind the client: answers what a test laid out, and throws at anything else.</summary>
public sealed class StubApi : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<HttpResponseMessage>>> _answers = new();

    /// <summary>Path and query of each request, in order; a change has its method before them.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>What each change sent, in order.</summary>
    public ConcurrentQueue<SentChange> Changes { get; } = new();

    public void Answers(string pathAndQuery, object body) =>
        _answers[pathAndQuery] = _ => Task.FromResult(Json(HttpStatusCode.OK, body, "application/json"));

    /// <summary>JSON as another server might write it, which this one would not.</summary>
    public void AnswersText(string pathAndQuery, string json) => _answers[pathAndQuery] = _ => Task.FromResult(
        new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    /// <summary>One row with its version; with <c>PATCH</c> before the address, the answer to a change of it.</summary>
    public void AnswersRow(string address, object row, string etag) => _answers[address] = _ =>
    {
        var response = Json(HttpStatusCode.OK, row, "application/json");
        response.Headers.TryAddWithoutValidation("ETag", etag);
        return Task.FromResult(response);
    };

    public void Refuses(string pathAndQuery, ApiProblem problem) =>
        _answers[pathAndQuery] = _ => Task.FromResult(Json((HttpStatusCode)problem.Status, problem, "application/problem+json"));

    /// <summary>Holds the answer back until the test says so.</summary>
    public PendingAnswer Holds(string pathAndQuery)
    {
        var pending = new PendingAnswer();
        _answers[pathAndQuery] = pending.WaitAsync;
        return pending;
    }

    internal static HttpResponseMessage Json(HttpStatusCode status, object body, string mediaType) => new(status)
    {
        Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue(mediaType)),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = Uri.UnescapeDataString(request.RequestUri!.PathAndQuery);
        if (request.Method == HttpMethod.Patch)
        {
            address = $"PATCH {address}";
            Changes.Enqueue(new SentChange(
                await request.Content!.ReadAsStringAsync(cancellationToken), request.Headers.IfMatch.ToString()));
        }

        Requests.Enqueue(address);
        return _answers.TryGetValue(address, out var answer)
            ? await answer(cancellationToken)
            : throw new InvalidOperationException($"Unexpected request: {request.Method} {address}");
    }
}

public sealed record SentChange(string Body, string IfMatch);

public sealed class PendingAnswer
{
    private readonly TaskCompletionSource<HttpResponseMessage> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool WasCancelled { get; private set; }

    public void Comes(object body) => _answer.SetResult(StubApi.Json(HttpStatusCode.OK, body, "application/json"));

    internal async Task<HttpResponseMessage> WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.Register(() => WasCancelled = true);
        // Deaf to its cancellation on purpose: a late answer must not be shown either.
        return await _answer.Task;
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Combines many small reads into few requests to Microsoft Graph.</summary>
internal sealed class ReadBatch(GraphClient graph)
{
    /// <summary>The limit of Graph for one batch.</summary>
    public const int MaxCount = 20;

    private const int MaxConcurrent = 4;

    // $search and $count on users and groups require eventual consistency; each request of a batch has its own header.
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal) { ["ConsistencyLevel"] = "eventual" };

    /// <summary>
    /// Reads any number of <paramref name="paths"/>. The results are in the same order; null for an object that does
    /// not exist.
    /// </summary>
    /// <exception cref="ProblemException">
    /// A response is an error other than 404, or has an unexpected shape.
    /// </exception>
    public async Task<IReadOnlyList<T?>> ReadAllAsync<T>(
        GraphPurpose purpose, IReadOnlyList<string> paths, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        var found = new List<T?>(paths.Count);
        foreach (var chunk in paths.Chunk(MaxCount).Chunk(MaxConcurrent))
        {
            var batches = await Task.WhenAll(chunk.Select(batch => ReadAsync(purpose, batch, user, cancellationToken)));
            foreach (var response in batches.SelectMany(batch => batch))
                found.Add(response.IsMissing ? null : await response.ReadAsync<T>(cancellationToken));
        }

        return found;
    }

    /// <param name="paths">Relative to the version, with each value escaped; at most <see cref="MaxCount"/>.</param>
    /// <returns>A response for each path, in the same order.</returns>
    /// <exception cref="ProblemException">The batch was refused, or a response is missing.</exception>
    public async Task<IReadOnlyList<BatchedResponse>> ReadAsync(
        GraphPurpose purpose, IReadOnlyList<string> paths, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paths.Count, MaxCount, nameof(paths));
        var requests = paths.Select((path, i) => new { id = $"{i}", method = "GET", url = $"/{path}", headers = Headers });
        var batch = await graph.PostAsync<BatchBody>(purpose, "$batch", new { requests }, user, cancellationToken);

        // Graph returns the responses in any order.
        var byId = batch.Responses.OfType<BatchItem>().Where(r => r.Status is >= 100 and < 1000)
            .ToLookup(r => r.Id, StringComparer.Ordinal);
        return [.. paths.Select((_, i) => byId[$"{i}"].FirstOrDefault() is { } item
            ? new BatchedResponse(purpose, item.Status, item.Body, item.Headers)
            : throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "too few responses in a batch")))];
    }

    private sealed record BatchBody(IReadOnlyList<BatchItem> Responses);

    private sealed record BatchItem(
        string Id, int Status, JsonElement? Body = null, IReadOnlyDictionary<string, string>? Headers = null);
}

/// <summary>One response of a batch, with its own status.</summary>
internal sealed class BatchedResponse(
    GraphPurpose purpose, int status, JsonElement? body, IReadOnlyDictionary<string, string>? headers = null)
{
    public bool IsMissing => status == StatusCodes.Status404NotFound;

    /// <exception cref="ProblemException">The response is an error, or has an unexpected shape.</exception>
    public async Task<T> ReadAsync<T>(CancellationToken cancellationToken)
        where T : class
    {
        if (status is < 200 or >= 300)
        {
            using var response = new HttpResponseMessage((HttpStatusCode)status) { Content = JsonContent.Create(body) };
            foreach (var (name, value) in headers ?? new Dictionary<string, string>())
                response.Headers.TryAddWithoutValidation(name, value);

            throw new ProblemException(await GraphErrors.ReadAsync(response, purpose, cancellationToken));
        }

        try
        {
            return body?.Deserialize<T>(GraphClient.Json)
                ?? throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "nothing"));
        }
        catch (JsonException exception)
        {
            throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "another shape"), exception);
        }
    }
}

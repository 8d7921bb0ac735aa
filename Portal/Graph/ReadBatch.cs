using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>Many small reads in few requests to Microsoft Graph.</summary>
internal sealed class ReadBatch(GraphClient graph)
{
    /// <summary>Graph takes no more at once.</summary>
    public const int MaxCount = 20;

    private const int SideBySide = 4;

    // $search and $count over people and groups are offered on the index alone; the parts of a batch each ask for it.
    private static readonly Dictionary<string, string> Headers = new(StringComparer.Ordinal) { ["ConsistencyLevel"] = "eventual" };

    /// <summary>The answers to as many <paramref name="paths"/> as there are, in their order; null where there is no such object.</summary>
    /// <exception cref="ProblemException">One of them was refused for another reason, or has another shape.</exception>
    public async Task<IReadOnlyList<T?>> ReadAllAsync<T>(
        GraphPurpose purpose, IReadOnlyList<string> paths, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        var found = new List<T?>(paths.Count);
        foreach (var together in paths.Chunk(MaxCount).Chunk(SideBySide))
        {
            var parts = await Task.WhenAll(together.Select(part => ReadAsync(purpose, part, user, cancellationToken)));
            foreach (var answer in parts.SelectMany(part => part))
                found.Add(answer.IsMissing ? null : await answer.ReadAsync<T>(cancellationToken));
        }

        return found;
    }

    /// <param name="paths">Relative to the version, each value in them escaped; at most <see cref="MaxCount"/>.</param>
    /// <returns>An answer for each, in their order.</returns>
    /// <exception cref="ProblemException">The whole was refused, or an answer is missing.</exception>
    public async Task<IReadOnlyList<BatchedAnswer>> ReadAsync(
        GraphPurpose purpose, IReadOnlyList<string> paths, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paths.Count, MaxCount, nameof(paths));
        var requests = paths.Select((path, i) => new { id = $"{i}", method = "GET", url = $"/{path}", headers = Headers });
        var answers = await graph.PostAsync<Answers>(purpose, "$batch", new { requests }, user, cancellationToken);

        // They come in whatever order Graph was done with them.
        var byId = answers.Responses.ToLookup(r => r.Id, StringComparer.Ordinal);
        return [.. paths.Select((_, i) => byId[$"{i}"].FirstOrDefault() is { } part
            ? new BatchedAnswer(purpose, part.Status, part.Body, part.Headers)
            : throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "fewer answers than it was asked")))];
    }

    private sealed record Answers(IReadOnlyList<Part> Responses);

    private sealed record Part(string Id, int Status, JsonElement? Body = null, IReadOnlyDictionary<string, string>? Headers = null);
}

/// <summary>One answer of a batch, which has a status of its own.</summary>
internal sealed class BatchedAnswer(
    GraphPurpose purpose, int status, JsonElement? body, IReadOnlyDictionary<string, string>? headers = null)
{
    public bool IsMissing => status == StatusCodes.Status404NotFound;

    /// <exception cref="ProblemException">It is a refusal, or has another shape.</exception>
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
            return body?.Deserialize<T>(GraphClient.Json) ?? throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "nothing"));
        }
        catch (JsonException exception)
        {
            throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "another shape"), exception);
        }
    }
}

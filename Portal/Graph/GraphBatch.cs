using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Downstream;

namespace Portal.Graph;

/// <summary>Many small reads in few requests.</summary>
internal sealed class GraphBatch(GraphClient graph)
{
    private const int MostAtOnce = 20;
    private const int SideBySide = 4;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>The answers to <paramref name="paths"/>, in their order; null where there is no such object.</summary>
    /// <exception cref="DownstreamException">One of them was refused for another reason.</exception>
    public async Task<IReadOnlyList<T?>> GetAsync<T>(
        GraphPurpose purpose, IReadOnlyList<string> paths, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        var answers = new List<T?>(paths.Count);
        foreach (var together in paths.Chunk(MostAtOnce).Chunk(SideBySide))
        {
            var parts = await Task.WhenAll(together.Select(part => SendAsync<T>(purpose, part, user, cancellationToken)));
            answers.AddRange(parts.SelectMany(part => part));
        }

        return answers;
    }

    private async Task<IReadOnlyList<T?>> SendAsync<T>(
        GraphPurpose purpose, string[] paths, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        var requests = paths.Select((path, i) => new Request(
            $"{i}", "GET", $"/{path}", new Dictionary<string, string>(StringComparer.Ordinal) { ["ConsistencyLevel"] = "eventual" }));
        var batch = await graph.PostAsync<Responses>(purpose, "$batch", new Requests([.. requests]), user, cancellationToken);

        // Graph answers in any order.
        var byId = batch.Value.ToDictionary(r => r.Id, StringComparer.Ordinal);
        var answers = new List<T?>(paths.Length);
        for (var i = 0; i < paths.Length; i++)
            answers.Add(await ReadAsync<T>(byId.GetValueOrDefault($"{i}"), purpose, cancellationToken));

        return answers;
    }

    private static async Task<T?> ReadAsync<T>(Response? part, GraphPurpose purpose, CancellationToken cancellationToken)
        where T : class
    {
        if (part is null)
            throw new DownstreamException(RefusalReader.Unexpected(purpose.Name, "part of a batch"));
        if (part.Status == (int)HttpStatusCode.NotFound)
            return null;

        if (part.Status is >= 200 and < 300)
        {
            try
            {
                return part.Body.Deserialize<T>(Json);
            }
            catch (JsonException exception)
            {
                throw new DownstreamException(RefusalReader.Unexpected(purpose.Name, "another shape"), exception);
            }
        }

        using var refusal = new HttpResponseMessage((HttpStatusCode)part.Status) { Content = JsonContent.Create(part.Body) };
        throw new DownstreamException(await GraphRefusals.ReadAsync(refusal, purpose.Name, cancellationToken));
    }

    private sealed record Requests([property: JsonPropertyName("requests")] IReadOnlyList<Request> Value);

    private sealed record Request(string Id, string Method, string Url, IReadOnlyDictionary<string, string> Headers);

    private sealed record Responses([property: JsonPropertyName("responses")] IReadOnlyList<Response> Value);

    private sealed record Response(string Id, int Status, JsonElement Body = default);
}

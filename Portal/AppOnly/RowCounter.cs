using System.Globalization;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Text.Json;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Data;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.AppOnly;

/// <summary>Counts the rows of a response without returning any of them.</summary>
internal static class RowCounter
{
    private const int PageSize = 50;

    /// <summary>The address of one page of a view, with the total number of rows if the API supports it.</summary>
    public static string Address(ContractView view)
    {
        var protocol = view.View.Protocol;
        var query = new List<string>();
        if (protocol.CountParameter is { } countParameter)
            query.Add($"{Name(countParameter)}=true");
        if (protocol.Size is { } size)
        {
            var pageSize = Math.Min(PageSize, protocol.MaxSize ?? PageSize);
            query.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(size)}={pageSize}"));
        }

        return query.Count == 0 ? view.Path : $"{view.Path}?{string.Join('&', query)}";
    }

    /// <exception cref="ProblemException">The API refused, or its response contains no list of rows.</exception>
    public static async Task<RowCount> ReadAsync(DownstreamResponse downstream, DataProtocol protocol, CancellationToken cancellationToken)
    {
        var response = downstream.Response;
        if (!response.IsSuccessStatusCode)
            throw new ProblemException(await ErrorResponseReader.ReadAsync(response, downstream.Api, cancellationToken));
        if (response.Content.Headers.ContentType?.MediaType is not MediaTypeNames.Application.Json and var type)
            throw new ProblemException(ErrorResponseReader.Unexpected(downstream.Api, type ?? "no content type"));

        try
        {
            using var body = JsonDocument.Parse(await ReadAllAsync(downstream, cancellationToken));
            if (Find(body.RootElement, protocol.Rows) is { ValueKind: JsonValueKind.Array } rows)
            {
                var total = Total(body.RootElement, response, protocol);
                return new RowCount(rows.GetArrayLength(), total, total >= protocol.CountBound);
            }
        }
        catch (JsonException)
        {
            // Invalid JSON is reported below, like JSON without rows.
        }

        throw new ProblemException(ErrorResponseReader.Unexpected(downstream.Api, "JSON without rows"));
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(
        DownstreamResponse downstream, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await buffer.WriteAsync(await downstream.ReadBeginningAsync(cancellationToken), cancellationToken);
        var rest = PipeWriter.Create(buffer, new StreamPipeWriterOptions(leaveOpen: true));
        await downstream.CopyRestAsync(rest, cancellationToken);
        await rest.CompleteAsync();
        return buffer.ToArray();
    }

    private static long? Total(JsonElement body, HttpResponseMessage response, DataProtocol protocol)
    {
        if (protocol.Count is not { } location)
            return null;
        if (response.Headers.TryGetValues(location, out var values))
            return long.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var parsed) && parsed >= 0 ? parsed : null;

        return Find(body, location) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var total) && total >= 0
            ? total
            : null;
    }

    private static JsonElement? Find(JsonElement body, string? location)
    {
        foreach (var name in location?.Split('/') ?? [])
        {
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body))
                return null;
        }

        return body;
    }

    // Some APIs only recognise OData's $ unescaped.
    private static string Name(string name) => Uri.EscapeDataString(name).Replace("%24", "$", StringComparison.Ordinal);
}

using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Unicode;
using AccessContract;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>A response of a downstream API whose body is read on demand, with limits on size and total time.</summary>
public sealed class DownstreamResponse(string api, HttpResponseMessage response, long limit, CancellationTokenSource budget) : IDisposable
{
    private const int UnknownLength = 64 * 1024;

    private byte[] _buffer = [];

    public string Api { get; } = api;

    public HttpResponseMessage Response { get; } = response;

    /// <summary>The token that the call sent, decoded; null if it is not a JWT.</summary>
    public TokenContent? Sent => SentToken.Of(Response.RequestMessage);

    /// <summary>The whole body of a successful JSON response. Its memory is reused after <see cref="Dispose"/>.</summary>
    /// <exception cref="ProblemException">
    /// The API refused the call, the body is not JSON, or it exceeds the size or time limit of the settings.
    /// </exception>
    public async Task<ReadOnlyMemory<byte>> ReadJsonAsync(CancellationToken cancellationToken)
    {
        if (!Response.IsSuccessStatusCode)
            throw new ProblemException(await ErrorResponseReader.ReadAsync(Response, Api, cancellationToken));

        var type = Response.Content.Headers.ContentType?.MediaType;
        if (!IsJson(type))
            throw Unexpected(type ?? "no content type");

        var body = WithoutMark(await ReadAsync(cancellationToken));
        return body.Length > 0 ? body : throw Unexpected("an empty body");
    }

    /// <summary>The same for a body that must be one JSON object.</summary>
    /// <exception cref="ProblemException">As <see cref="ReadJsonAsync"/>, or the body is another JSON or malformed.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadJsonObjectAsync(CancellationToken cancellationToken)
    {
        var body = await ReadJsonAsync(cancellationToken);
        return IsObject(body.Span) ? body : throw Unexpected("JSON that is malformed, cut off or not an object");
    }

    /// <summary>The whole body. Its memory is reused after <see cref="Dispose"/>.</summary>
    /// <exception cref="ProblemException">The body exceeds the size or time limit of the settings.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (Response.Content.Headers.ContentLength > limit)
            throw TooLarge();

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            return await FillAsync(await Response.Content.ReadAsStreamAsync(both.Token), both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(CallProblems.TooSlow(Api), exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(CallProblems.Explain(exception, Api) ?? CallProblems.Unavailable(Api), exception);
        }
    }

    public void Dispose()
    {
        Response.Dispose();
        budget.Dispose();
        Resize(0, read: 0);
    }

    private async Task<ReadOnlyMemory<byte>> FillAsync(Stream body, CancellationToken cancellationToken)
    {
        // One byte more than announced: only a read that returns nothing shows the end of the body.
        Resize((Response.Content.Headers.ContentLength ?? UnknownLength) + 1, read: 0);
        for (var read = 0; ;)
        {
            if (read == _buffer.Length)
                Resize(2L * read, read);

            var more = await body.ReadAsync(_buffer.AsMemory(read), cancellationToken);
            if (more == 0)
                return _buffer.AsMemory(0, read);

            read += more;
            if (read > limit)
                throw TooLarge();
        }
    }

    // As in the document: a JSON type with any name, such as application/hal+json, but not that of a problem.
    private static bool IsJson(string? type) =>
        type?.ToLowerInvariant() is { } lower
        && (lower is MediaTypeNames.Application.Json or "text/json"
            || (lower.EndsWith("+json", StringComparison.Ordinal) && lower != MediaTypeNames.Application.ProblemJson));

    private static bool IsObject(ReadOnlySpan<byte> body)
    {
        try
        {
            var json = new Utf8JsonReader(body);
            if (!Utf8.IsValid(body) || !json.Read() || json.TokenType != JsonTokenType.StartObject)
                return false;

            // Also throws if anything follows.
            while (json.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Some servers write a byte order mark, which the JSON reader refuses.
    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? body[3..] : body;

    private ProblemException Unexpected(string what)
    {
        var problem = ErrorResponseReader.Unexpected(Api, what);
        var isChange = Response.RequestMessage is { } request && request.Method != HttpMethod.Get;
        return new(isChange ? problem with { Detail = $"{problem.Detail} The change may have been made." } : problem);
    }

    private void Resize(long length, int read)
    {
        var previous = _buffer;
        _buffer = length == 0 ? [] : ArrayPool<byte>.Shared.Rent((int)Math.Min(length, Array.MaxLength));
        previous.AsSpan(0, read).CopyTo(_buffer);
        if (previous.Length > 0)
            ArrayPool<byte>.Shared.Return(previous);
    }

    private ProblemException TooLarge() => new(CallProblems.TooLarge(Api));
}

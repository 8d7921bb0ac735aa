using System.Buffers;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream.Dialect;

namespace Portal.Data;

/// <summary>
/// Writes a page as a <see cref="RowsBody"/>. The bytes of the rows are copied from the API's response; around them, the
/// length of the body is known, so that it needs no chunks.
/// </summary>
internal sealed class PageResult(RowsPage page, string? version) : IResult
{
    private const int UsualRest = 256;

    // The next address stays readable: & is not escaped, which only matters inside HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = page;
        var rest = Rest();
        var response = httpContext.Response;
        response.ContentType = MediaTypeNames.Application.Json;
        response.ContentLength = """{"rows":"""u8.Length + page.Rows.Length + rest.WrittenCount;
        Write(response.BodyWriter, rest.WrittenSpan);
        await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
    }

    private void Write(IBufferWriter<byte> body, ReadOnlySpan<byte> rest)
    {
        body.Write("""{"rows":"""u8);
        body.Write(page.Rows.Span); // They were read as JSON.
        body.Write(","u8);
        body.Write(rest[1..]);
    }

    // An object with the members that follow the rows. A comma takes the place of its brace.
    private ArrayBufferWriter<byte> Rest()
    {
        var rest = new ArrayBufferWriter<byte>(UsualRest);
        using var json = new Utf8JsonWriter(rest, Readable);
        json.WriteStartObject();
        json.WriteString("next", page.Next is { } next ? DataAddress.Write("", next) : null);
        if (page.Count is { } count)
            json.WriteNumber("count", count);
        else
            json.WriteNull("count");
        if (page.Incomplete is { } reason)
            json.WriteString("incomplete", reason);
        if (version is not null)
            json.WriteString("version", version);
        json.WriteEndObject();
        return rest;
    }
}

using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream.Dialect;

namespace Portal.Data;

/// <summary>Writes a page as a <see cref="RowsBody"/>. The bytes of the rows are copied from the API's response.</summary>
internal sealed class PageResult(RowsPage page, string? version) : IResult
{
    // The next address stays readable: & is not escaped, which only matters inside HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var owned = page;
        httpContext.Response.ContentType = MediaTypeNames.Application.Json;
        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, Readable);
        json.WriteStartObject();
        json.WritePropertyName("rows");
        json.WriteRawValue(page.Rows.Span, skipInputValidation: true); // It was read as JSON.
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
        await json.FlushAsync(httpContext.RequestAborted);
    }
}

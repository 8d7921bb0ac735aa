using System.Text;
using Microsoft.AspNetCore.Http;
using Portal.Data;
using Portal.Downstream;

namespace Portal.Tests.Downstream;

/// <summary>A row that the API wraps in an object.</summary>
public sealed class RowResultTests
{
    [Theory]
    [InlineData("""{ "meta": { "ticket": {} }, "ticket": { "id": 7, "note": "{" } }""", """{ "id": 7, "note": "{" }""")]
    [InlineData("""{ "\u0074icket": {"id":7} }""", """{"id":7}""")]
    [InlineData("""{ "ticket": [1], "id": 7 }""", """{ "ticket": [1], "id": 7 }""")]
    [InlineData("""{ "id": 7 }""", """{ "id": 7 }""")]
    [InlineData("{}", "{}")]
    public async Task Row_is_taken_out_of_its_object(string json, string row)
    {
        var response = new HttpResponseMessage { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };

        await new RowResult(
            new DownstreamResponse("Tickets", response, limit: 1000, new CancellationTokenSource()), "ticket").ExecuteAsync(context);

        Assert.Equal((row, row.Length), (Encoding.UTF8.GetString(body.ToArray()), context.Response.ContentLength));
    }
}

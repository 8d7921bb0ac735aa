using System.Net;
using System.Text.Json;

namespace Portal.Tests.Support;

/// <summary>A failure of <c>/api</c>: problem+json with a code and a trace id, and no token in it.</summary>
internal static class ProblemAssert
{
    public static async Task IsAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(
            status == response.StatusCode,
            $"{response.RequestMessage!.RequestUri!.AbsolutePath}: {response.StatusCode}, {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using var json = JsonDocument.Parse(body);
        Assert.Equal(code, json.RootElement.GetProperty("code").GetString());
        Assert.NotEmpty(json.RootElement.GetProperty("traceId").GetString()!);
        Assert.DoesNotContain("eyJ", body, StringComparison.Ordinal);
    }
}

using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Support;

/// <summary>Sends requests that no HTTP client would write.</summary>
internal static class RawHttp
{
    /// <summary>The whole response to <paramref name="request"/>, which has to end the connection.</summary>
    public static async Task<string> SendAsync(Uri address, string request)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellation);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), cancellation);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(10), cancellation);
    }

    /// <summary>The status of the response to a GET with these header lines besides Host.</summary>
    public static async Task<int> GetAsync(Uri address, string path, params string[] headers)
    {
        string[] lines = [$"GET {path} HTTP/1.1", $"Host: {address.Authority}", "Connection: close", .. headers, "", ""];
        return StatusOf(await SendAsync(address, string.Join("\r\n", lines)));
    }

    public static int StatusOf(string response) => int.Parse(response.Split(' ')[1], null);
}

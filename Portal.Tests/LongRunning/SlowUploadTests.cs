using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Tests.Hosting.Limits;

namespace Portal.Tests.LongRunning;

/// <summary>Clients that send a request one byte at a time.</summary>
public sealed class SlowUploadTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory(Explicit = true)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WEB_15_a_request_that_drips_is_ended_and_others_are_served(bool hasHeaders)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var portal = await LimitedPortal.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port, cancellation);
        await using var stream = client.GetStream();
        var start = $"POST /api/tokens/decode HTTP/1.1\r\nHost: {portal.Address.Authority}\r\n"
            + $"Authorization: Bearer {portal.Token(1)}\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(start + (hasHeaders ? "\r\n" : "X-Slow: ")), cancellation);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        var answered = ReadAsync(stream, limit.Token);
        using var timer = new PeriodicTimer(Interval);
        while (!answered.IsCompleted)
        {
            using var other = await portal.CallAsync(portal.Token(2));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            await DripAsync(stream, limit.Token);
            await Task.WhenAny(answered, timer.WaitForNextTickAsync(limit.Token).AsTask());
        }

        var text = await answered;
        TestContext.Current.TestOutputHelper!.WriteLine($"WEB-15: {(text.Length == 0 ? "closed" : text.Split('\r')[0])}");
        Assert.True(text.Length == 0 || text.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), text);
    }

    // Empty if the server closed the connection without a response.
    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var response = new byte[4096];
        try
        {
            return Encoding.ASCII.GetString(response, 0, await stream.ReadAsync(response, cancellationToken));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task DripAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync("x"u8.ToArray(), cancellationToken);
        }
        catch (IOException)
        {
            // The server has closed the connection, which the read reports.
        }
    }
}

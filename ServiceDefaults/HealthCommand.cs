namespace ServiceDefaults;

/// <summary>
/// <c>--check-health</c>: exits with 0 if the app in this container can serve requests. The image has no shell and no
/// other program that can send the request.
/// </summary>
public static class HealthCommand
{
    private const string Argument = "--check-health";
    private const string InContainer = "http://localhost:8080";
    private const int InvalidArgument = 2;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>The app's address: the one in <c>--check-health={address}</c>, or that of a container; null without the switch.</summary>
    public static string? Find(string[] args) =>
        Array.Find(args, a => a.Split('=')[0] == Argument) is { } argument
            ? (argument.Split('=', 2) is [_, var address] ? address : InContainer)
            : null;

    /// <summary>Returns the exit code.</summary>
    public static async Task<int> RunAsync(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var app) || app.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"{Argument}={address} has no address such as {InContainer}.");
            return InvalidArgument;
        }

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };
        try
        {
            using var response = await http.GetAsync(new Uri(app, "/health/ready"), CancellationToken.None);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }
}

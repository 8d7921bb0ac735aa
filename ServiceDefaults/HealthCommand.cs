namespace ServiceDefaults;

/// <summary>
/// <c>--check-health</c>: whether the app that runs in this container can serve requests. Exit code 0: it can. Container
/// images without a shell have no other program that could ask.
/// </summary>
public static class HealthCommand
{
    private const string Argument = "--check-health";
    private const string InContainer = "http://localhost:8080";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(4);

    /// <summary>The app's address: the one in <c>--check-health={address}</c>, or that of a container; null without the switch.</summary>
    public static Uri? Find(string[] args) =>
        Array.Find(args, a => a.Split('=')[0] == Argument) is { } argument
            ? new Uri(argument.Split('=', 2) is [_, var address] ? address : InContainer)
            : null;

    /// <summary>Returns the exit code.</summary>
    public static async Task<int> RunAsync(Uri app)
    {
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

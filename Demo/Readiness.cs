namespace Demo;

/// <summary>Waits until <c>/health/ready</c> of an app reports success.</summary>
internal static class Readiness
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    public static async Task WaitAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (true)
        {
            using var response = await client.GetAsync("health/ready", cancellationToken);
            if (response.IsSuccessStatusCode)
                return;

            await Task.Delay(PollInterval, cancellationToken);
        }
    }
}

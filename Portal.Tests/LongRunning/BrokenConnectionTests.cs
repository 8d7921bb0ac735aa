using System.Diagnostics;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>The network between the portal and an API, or the authority, breaks in several ways, and heals.</summary>
public sealed class BrokenConnectionTests : IAsyncLifetime
{
    private const string Success = "200";

    // Both time limits of one call, 2.5 s for a token and 3 s for the API, and some time for a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(30);

    private FaultyNetwork _network = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<ConnectionFault> Faults => [.. Enum.GetValues<ConnectionFault>().Where(f => f != ConnectionFault.None)];

    public async ValueTask InitializeAsync()
    {
        _network = await FaultyNetwork.StartAsync();
        Assert.Equal(Success, (await _network.CallAsync(_network.NewToken())).Result);
    }

    public ValueTask DisposeAsync() => _network.DisposeAsync();

    [Theory(Explicit = true)]
    [MemberData(nameof(Faults))]
    public async Task FLT_02_FLT_03_FLT_05_FLT_08_connection_to_an_API_that_breaks_is_a_problem_and_heals(ConnectionFault fault)
    {
        var token = _network.NewToken();
        await _network.CallAsync(token);

        _network.ToApi.Fault = fault;
        var broken = await _network.CallAsync(token);
        _network.ToApi.Fault = ConnectionFault.None;

        await AssertHealsAsync($"API, {fault}", broken, () => token);
    }

    [Theory(Explicit = true)]
    [MemberData(nameof(Faults))]
    public async Task OBO_19_FLT_12_FLT_16_connection_to_the_authority_that_breaks_is_a_problem_of_new_tokens_only(ConnectionFault fault)
    {
        var known = _network.NewToken();
        await _network.CallAsync(known);

        _network.ToAuthority.Fault = fault;
        var warm = await _network.CallAsync(known);
        var broken = await _network.CallAsync(_network.NewToken());
        _network.ToAuthority.Fault = ConnectionFault.None;

        Assert.Equal(Success, warm.Result);
        await AssertHealsAsync($"authority, {fault}", broken, _network.NewToken);
    }

    private async Task AssertHealsAsync(string what, (string Result, TimeSpan Took) broken, Func<string> token)
    {
        var healed = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while ((await _network.CallAsync(token())).Result != Success)
        {
            Assert.True(Stopwatch.GetElapsedTime(healed) < RecoveryLimit, $"{what}: not recovered");
            await timer.WaitForNextTickAsync(Cancellation);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{what}: {broken.Result} after {broken.Took.TotalSeconds:0.0} s; "
            + $"recovered after {Stopwatch.GetElapsedTime(healed).TotalSeconds:0.0} s");
        Assert.StartsWith("50", broken.Result, StringComparison.Ordinal);
        Assert.InRange(broken.Took, TimeSpan.Zero, Limit);
    }
}

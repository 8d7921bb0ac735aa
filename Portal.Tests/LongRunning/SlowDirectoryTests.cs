using System.Diagnostics;
using System.Net;
using Entra.Emulator.Control;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;
using Portal.Tests.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>Microsoft Graph does not respond within the portal's limit of ten seconds.</summary>
public sealed class SlowDirectoryTests(ApplicationFixture product) : IClassFixture<ApplicationFixture>
{
    [Fact(Explicit = true)]
    public async Task ADM_11_directory_that_does_not_respond_is_reported_after_ten_seconds()
    {
        product.Service<PendingFaults>().Add(
            new Fault(FaultEndpointNames.Graph) { DelayMilliseconds = 25_000, Times = 100 });
        var started = Stopwatch.GetTimestamp();

        using var response = await new RolesCaller(product).SendAsync(HttpMethod.Get, RolesCaller.Root);

        var waited = Stopwatch.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"ADM-11: {(int)response.StatusCode} after {waited.TotalSeconds:F1} s");
        await ProblemAssert.IsAsync(response, HttpStatusCode.GatewayTimeout, ProblemCodes.DownstreamTimeout);
        Assert.InRange(waited, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }
}

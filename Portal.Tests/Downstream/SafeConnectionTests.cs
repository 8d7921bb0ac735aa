using Microsoft.Extensions.Logging.Abstractions;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Resilience;
using Portal.Tests.Support;
using ServiceDefaults;

namespace Portal.Tests.Downstream;

/// <summary>Addresses that the portal does not connect to.</summary>
public sealed class SafeConnectionTests
{
    private static readonly ApiLimits Limits = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), MaxConcurrentCalls: 50);

    [Theory]
    [InlineData("http://169.254.169.254/", false)]
    [InlineData("http://169.254.169.254/", true)]
    [InlineData("http://169.254.170.2/", true)]
    [InlineData("http://[fd00:ec2::254]/", true)]
    [InlineData("http://[::ffff:169.254.169.254]/", true)]
    [InlineData("http://169.254.7.7/", false)]
    public async Task SRF_05_reserved_address_is_refused_and_not_tried_again(string address, bool isDevelopment)
    {
        var tries = 0;
        var pipeline = new ApiPipeline("AppB", Limits, TimeProvider.System, NullLogger<ApiPipeline>.Instance);
        using var client = new HttpMessageInvoker(new ApiPipelineHandler(pipeline, TestMetrics.Unread)
        {
            InnerHandler = new SocketsHttpHandler
            {
                ConnectCallback = (context, cancellation) =>
                {
                    tries++;
                    return new SafeConnection(isDevelopment ? ReservedAddress.IsMetadata : ReservedAddress.Contains).OpenAsync(context, cancellation);
                },
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(
            () => client.SendAsync(request, TestContext.Current.CancellationToken));

        Assert.IsType<RefusedAddressException>(refusal.InnerException);
        Assert.Equal(1, tries);
        Assert.Equal(ProblemCodes.DownstreamUnavailable, CallProblems.Explain(refusal, "AppB")!.Code);
        Assert.Contains("metadata address", CallProblems.Explain(refusal, "AppB")!.Detail, StringComparison.Ordinal);
    }
}

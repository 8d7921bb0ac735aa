using System.Net;
using System.Text.Json;
using Portal.Contracts;
using Portal.Downstream;
using Portal.Graph;

namespace Portal.Tests.Graph;

/// <summary>What Graph's refusals are made into: words with what to wait for, and with what to ask for.</summary>
public sealed class GraphRefusalsTests
{
    [Theory]
    [InlineData(429, "7", ProblemCodes.DownstreamThrottled, "It wants no more calls for 7 seconds. Try again after that.")]
    [InlineData(429, null, ProblemCodes.DownstreamThrottled, "It wants fewer calls for a while. Wait a little and try again.")]
    [InlineData(429, "0", ProblemCodes.DownstreamThrottled, "It wants fewer calls for a while. Wait a little and try again.")]
    [InlineData(503, "1", ProblemCodes.DownstreamUnavailable, "It answered with status 503. Try again in 1 second: that is what it asks for.")]
    [InlineData(503, "Wed, 21 Oct 2026 07:28:00 GMT", ProblemCodes.DownstreamUnavailable, "It answered with status 503. Try again in a moment.")]
    public async Task Pause_that_it_asks_for_is_said(int status, string? retryAfter, string code, string detail)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        var problem = await GraphRefusals.ReadAsync(response, GraphPurpose.ReadRoles, TestContext.Current.CancellationToken);

        Assert.Equal((code, detail), (problem.Code, problem.Detail));
    }

    [Fact]
    public async Task Pause_that_one_answer_of_a_batch_asks_for_is_said_too()
    {
        var answer = new BatchedAnswer(
            GraphPurpose.ReadDirectory,
            status: 429,
            JsonSerializer.SerializeToElement(new { error = new { code = "TooManyRequests", message = "Too many." } }),
            new Dictionary<string, string> { ["Retry-After"] = "12", ["Content-Type"] = "application/json" });

        var refused = await Assert.ThrowsAsync<DownstreamException>(
            () => answer.ReadAsync<DirectoryGroup>(TestContext.Current.CancellationToken));

        Assert.Contains("12 seconds", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "such as Cloud Application Administrator")]
    [InlineData(false, "such as Directory Readers")]
    public async Task Directory_role_that_it_takes_is_named(bool writes, string named)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden);

        var problem = await GraphRefusals.ReadAsync(
            response, writes ? GraphPurpose.AssignRoles : GraphPurpose.ReadConsents, TestContext.Current.CancellationToken);

        Assert.Equal(ProblemCodes.DirectoryRoleMissing, problem.Code);
        Assert.Contains(named, problem.Detail, StringComparison.Ordinal);
    }
}

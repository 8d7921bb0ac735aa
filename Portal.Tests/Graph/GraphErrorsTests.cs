using System.Net;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Graph;
using Portal.Problems;
using Portal.UserAccess;

namespace Portal.Tests.Graph;

/// <summary>How refusals of Microsoft Graph are reported: how long to wait, or which role is missing.</summary>
public sealed class GraphErrorsTests
{
    [Theory]
    [InlineData(429, "7", ProblemCodes.DownstreamThrottled, "Try again in 7 seconds.")]
    [InlineData(429, null, ProblemCodes.DownstreamThrottled, "Try again in a moment.")]
    [InlineData(503, "1", ProblemCodes.DownstreamUnavailable, "It returned status 503. Try again in 1 second.")]
    [InlineData(503, "Wed, 21 Oct 2026 07:28:00 GMT", ProblemCodes.DownstreamUnavailable, "It returned status 503. Try again in a moment.")]
    public async Task ADM_11_Retry_after_is_reported(int status, string? retryAfter, string code, string detail)
    {
        var problem = await ReadAsync(status, retryAfter);

        Assert.Equal((code, detail), (problem.Code, problem.Detail));
    }

    [Fact]
    public async Task Retry_after_of_zero_is_ignored()
    {
        Assert.Equal(await ReadAsync(429, retryAfter: null), await ReadAsync(429, "0"));
    }

    [Fact]
    public async Task Retry_after_in_a_batch_is_reported()
    {
        var response = new BatchedResponse(
            GraphPurpose.ReadDirectory,
            status: 429,
            JsonSerializer.SerializeToElement(new { error = new { code = "TooManyRequests", message = "Too many." } }),
            new Dictionary<string, string> { ["Retry-After"] = "12", ["Content-Type"] = "application/json" });

        var refused = await Assert.ThrowsAsync<ProblemException>(
            () => response.ReadAsync<DirectoryGroup>(TestContext.Current.CancellationToken));

        Assert.Contains("12", refused.Problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Cloud Application Administrator")]
    [InlineData(false, "Directory Readers")]
    public async Task ADM_11_Missing_directory_role_is_named(bool writes, string role)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden);

        var problem = await GraphErrors.ReadAsync(
            response,
            writes ? GraphPurpose.AssignRoles : GraphPurpose.ReadConsents,
            TestContext.Current.CancellationToken);

        Assert.Equal(ProblemCodes.DirectoryRoleMissing, problem.Code);
        Assert.Contains(role, problem.Detail, StringComparison.Ordinal);
    }

    private static async Task<ApiProblem> ReadAsync(int status, string? retryAfter)
    {
        using var response = new HttpResponseMessage((HttpStatusCode)status);
        if (retryAfter is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);

        return await GraphErrors.ReadAsync(response, GraphPurpose.ReadRoles, TestContext.Current.CancellationToken);
    }
}

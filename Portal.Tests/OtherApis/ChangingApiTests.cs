using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;

namespace Portal.Tests.OtherApis;

/// <summary>An API that changes its document between two requests: the first refusal makes the portal read it again.</summary>
public sealed class ChangingApiTests(OtherApisFixture fixture) : IClassFixture<OtherApisFixture>
{
    private readonly PortalApiClient _client = fixture.Client();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_that_the_changed_api_refuses_is_refused_with_what_to_change_and_the_view_is_the_new_one()
    {
        var filtered = new DataQuery(Filters: [new DataFilter("text", FilterOperators.Equal, ["a"])]);
        var before = await _client.GetDataAsync("Changing", "notes", filtered, Cancellation);
        fixture.Changing.Change();

        var problem = (await Assert.ThrowsAsync<PortalApiException>(
            () => _client.GetDataAsync("Changing", "notes", filtered, Cancellation))).Problem;
        var after = await _client.GetDataAsync("Changing", "notes", new DataQuery(), Cancellation);
        var view = (await _client.GetViewsAsync(Cancellation)).Apis.Single(a => a.Api == "Changing").Views.Single();

        Assert.Equal(ProblemCodes.QueryInvalid, problem.Code);
        Assert.Contains("“text”", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(["body", "id"], view.Columns.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Equal((view.Version, "x"), (after.Version, after.Rows[0].GetProperty("body").GetString()));
        Assert.NotEqual(before.Version, after.Version);
    }

    [Fact]
    public async Task Removed_operation_is_not_found()
    {
        Assert.Single((await _client.GetDataAsync("Retiring", "retired", new DataQuery(), Cancellation)).Rows);
        fixture.Retiring.Change();

        var problem = (await Assert.ThrowsAsync<PortalApiException>(
            () => _client.GetDataAsync("Retiring", "retired", new DataQuery(), Cancellation))).Problem;
        var views = (await _client.GetViewsAsync(Cancellation)).Apis.Single(a => a.Api == "Retiring").Views;

        Assert.Equal(ProblemCodes.NotFound, problem.Code);
        Assert.Contains("does not publish", problem.Detail, StringComparison.Ordinal);
        Assert.Equal(["notes"], views.Select(v => v.Name));
    }
}

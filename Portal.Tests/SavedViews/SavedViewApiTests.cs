using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Contracts.Problems;
using Portal.Contracts.SavedViews;
using Portal.Tests.Support;

namespace Portal.Tests.SavedViews;

/// <summary>Users save, rename and delete their own views, and see no others.</summary>
public sealed class SavedViewApiTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Saved = "/api/views/saved";

    private static readonly SavedViewDraft Draft = new("AppB", "orders", "Large orders", "?filter=total%20ge%20100&columns=number,total");

    private readonly string _user = Guid.NewGuid().ToString();

    [Fact]
    public async Task View_is_saved_renamed_and_deleted()
    {
        var saved = await SaveAsync(Draft);
        using var renamed = await SendAsync(HttpMethod.Put, $"{Saved}/{saved.Id}", new SavedViewName("  <b>Big</b> ones "));
        var afterwards = await ListAsync();
        using var deleted = await SendAsync(HttpMethod.Delete, $"{Saved}/{saved.Id}");

        Assert.Equal(HttpStatusCode.NoContent, renamed.StatusCode);
        Assert.Equal([saved with { Name = "<b>Big</b> ones" }], afterwards);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Empty(await ListAsync());
    }

    [Fact]
    public async Task Saved_address_has_neither_page_nor_open_row()
    {
        var saved = await SaveAsync(Draft with { Query = "?sort=total%20desc&skip=50&after=token&row=7&at=3&unknown=1" });

        Assert.Equal("?sort=total%20desc", saved.Query);
    }

    [Fact]
    public async Task Views_of_another_user_are_neither_seen_nor_changed()
    {
        var saved = await SaveAsync(Draft);
        var other = Token(Guid.NewGuid().ToString());

        using var renamed = await SendAsync(HttpMethod.Put, $"{Saved}/{saved.Id}", new SavedViewName("Mine"), other);
        using var deleted = await SendAsync(HttpMethod.Delete, $"{Saved}/{saved.Id}", token: other);
        using var list = await SendAsync(HttpMethod.Get, Saved, token: other);

        await ProblemAssert.IsAsync(renamed, HttpStatusCode.NotFound, ProblemCodes.NotFound);
        await ProblemAssert.IsAsync(deleted, HttpStatusCode.NotFound, ProblemCodes.NotFound);
        Assert.Empty((await list.Content.ReadFromJsonAsync<SavedViewList>(Cancellation))!.Views);
        Assert.Equal([saved], await ListAsync());
    }

    [Fact]
    public async Task Number_of_saved_views_is_limited()
    {
        for (var i = 0; i < SavedViewLimits.MaxCount; i++)
            await SaveAsync(Draft with { Name = $"View {i}" });

        using var refused = await SendAsync(HttpMethod.Post, Saved, Draft);

        await ProblemAssert.IsAsync(refused, HttpStatusCode.Conflict, ProblemCodes.RequestInvalid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    [InlineData("\u0000")]
    [InlineData(null)]
    public async Task Name_that_is_not_a_line_of_text_is_refused(string? name)
    {
        using var refused = await SendAsync(HttpMethod.Post, Saved, Draft with { Name = name! });

        await ProblemAssert.IsAsync(refused, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
    }

    [Fact]
    public async Task Too_long_texts_are_refused()
    {
        SavedViewDraft[] drafts =
        [
            Draft with { Name = new string('n', SavedViewLimits.MaxNameLength + 1) },
            Draft with { Api = new string('a', SavedViewDraft.MaxPathLength + 1) },
            Draft with { View = "" },
            Draft with { Query = "?" + string.Join('&', Enumerable.Range(0, 20).Select(i => $"filter=n eq {i}{new string('x', 400)}")) },
        ];

        foreach (var draft in drafts)
        {
            using var refused = await SendAsync(HttpMethod.Post, Saved, draft);
            await ProblemAssert.IsAsync(refused, HttpStatusCode.BadRequest, ProblemCodes.RequestInvalid);
        }
    }

    [Fact]
    public async Task Address_that_is_not_a_view_state_is_refused()
    {
        using var refused = await SendAsync(HttpMethod.Post, Saved, Draft with { Query = "?filter=nonsense" });

        await ProblemAssert.IsAsync(refused, HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Token(string user) => api.Valid.With("oid", user).Sign();

    private async Task<SavedView> SaveAsync(SavedViewDraft draft)
    {
        using var response = await SendAsync(HttpMethod.Post, Saved, draft);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<SavedView>(Cancellation))!;
    }

    private async Task<IReadOnlyList<SavedView>> ListAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, Saved);
        return (await response.Content.ReadFromJsonAsync<SavedViewList>(Cancellation))!.Views;
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, string? token = null) =>
        api.SendAsync(method, path, token ?? Token(_user), body is null ? null : JsonSerializer.Serialize(body, JsonSerializerOptions.Web));
}

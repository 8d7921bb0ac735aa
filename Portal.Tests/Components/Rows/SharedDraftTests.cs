using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Rows;
using Portal.Contracts.Data;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Components.Rows;

/// <summary>A change that is being entered when its instance ends.</summary>
public sealed class SharedDraftTests(TwoPortals portals) : IClassFixture<TwoPortals>
{
    private const string Text = "half-filled text";

    private static readonly ChangeField Field = new("note", "Note", ColumnTypes.Text, null, Required: false);
    private static readonly RowChange Change = new("Change", null, [Field], [], Versioned: true);
    private static readonly DataRow Row = new(JsonSerializer.Deserialize<JsonElement>("""{"note":"before"}"""), "\"1\"");

    private InterruptedDrafts First => portals.FirstServices.GetRequiredService<InterruptedDrafts>();

    private InterruptedDrafts Second => portals.SecondServices.GetRequiredService<InterruptedDrafts>();

    [Fact]
    public async Task It_is_restored_by_another_instance_for_its_user_only()
    {
        await KeepAsync(First, "1");

        Assert.DoesNotContain(Text, await portals.DumpAsync(), StringComparison.Ordinal);
        Assert.Null(await Second.TakeAsync(RowOf(SessionCookie.Bob, "1")));
        var kept = await Second.TakeAsync(RowOf(SessionCookie.Alice, "1"));
        Assert.Equal((Text, "\"1\""), (kept!.Texts["note"], kept.ETag));
        Assert.Equal(Text, new ChangeDraft(Change, kept.Row, kept.Texts)[Field]);
        Assert.Null(await First.TakeAsync(RowOf(SessionCookie.Alice, "1")));
    }

    [Fact]
    public async Task While_redis_hangs_it_is_kept_by_its_own_instance()
    {
        await using var hanging = await portals.PauseAsync();

        await KeepAsync(First, "2");

        Assert.Equal(Text, (await First.TakeAsync(RowOf(SessionCookie.Alice, "2")))!.Texts["note"]);
    }

    [Fact]
    public async Task If_redis_did_not_get_it_its_own_instance_still_restores_it()
    {
        await using (await portals.PauseAsync())
            await KeepAsync(First, "3");

        Assert.Equal(Text, (await TakeAsync(First, "3"))!.Texts["note"]);
    }

    [Fact]
    public async Task If_redis_did_not_notice_the_removal_it_is_not_restored()
    {
        await KeepAsync(First, "4");
        await using (await portals.PauseAsync())
            await First.RemoveAsync(RowOf(SessionCookie.Alice, "4"));

        Assert.Null(await TakeAsync(First, "4"));
        await KeepAsync(First, "4");
        Assert.NotNull(await TakeAsync(First, "4"));
    }

    [Fact]
    public async Task It_is_not_restored_for_a_user_of_another_tenant()
    {
        await KeepAsync(First, "5");
        var other = new ClaimsPrincipal(new ClaimsIdentity([new("oid", "alice"), new("tid", "other")], "test"));

        Assert.Null(await Second.TakeAsync(RowOf(other, "5")));
        Assert.NotNull(await TakeAsync(First, "5"));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task Content_of_another_version_is_not_restored(string content)
    {
        var entries = portals.FirstServices.GetRequiredService<EncryptedEntries>();
        var id = RowOf(SessionCookie.Alice, "6").Id!;
        Assert.True(await entries.WriteAsync("change", id, Encoding.UTF8.GetBytes(content), TimeSpan.FromMinutes(1)));

        Assert.Null(await TakeAsync(First, "6"));
    }

    [Fact]
    public async Task It_is_not_restored_in_another_tab()
    {
        await KeepAsync(First, "7");
        var row = RowOf(SessionCookie.Alice, "7");

        Assert.Null(await Second.TakeAsync(row with { Tab = "other" }));
        Assert.NotNull(await Second.TakeAsync(row));
    }

    private static EditedRow RowOf(ClaimsPrincipal user, string key) => new(user, "tab", "AppB", "orders", key);

    private static Task<KeptChange?> TakeAsync(InterruptedDrafts changes, string key) =>
        changes.TakeAsync(RowOf(SessionCookie.Alice, key));

    private static Task KeepAsync(InterruptedDrafts changes, string key)
    {
        var draft = new ChangeDraft(Change, Row.Value) { [Field] = Text };
        return changes.KeepAsync(RowOf(SessionCookie.Alice, key), Row, draft);
    }
}

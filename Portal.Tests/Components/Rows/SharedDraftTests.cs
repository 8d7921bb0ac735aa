using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Rows;
using Portal.Contracts.Data;
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
        Assert.Null(await Second.TakeAsync(SessionCookie.Bob, "AppB", "orders", "1"));
        var kept = await Second.TakeAsync(SessionCookie.Alice, "AppB", "orders", "1");
        Assert.Equal((Text, "\"1\""), (kept!.Texts["note"], kept.ETag));
        Assert.Equal(Text, new ChangeDraft(Change, kept.Row, kept.Texts)[Field]);
        Assert.Null(await First.TakeAsync(SessionCookie.Alice, "AppB", "orders", "1"));
    }

    [Fact]
    public async Task While_redis_hangs_it_is_kept_by_its_own_instance()
    {
        await using var hanging = await portals.PauseAsync();

        await KeepAsync(First, "2");

        Assert.Equal(Text, (await First.TakeAsync(SessionCookie.Alice, "AppB", "orders", "2"))!.Texts["note"]);
    }

    private static Task KeepAsync(InterruptedDrafts changes, string key)
    {
        var draft = new ChangeDraft(Change, Row.Value) { [Field] = Text };
        return changes.KeepAsync(SessionCookie.Alice, "AppB", "orders", key, Row, draft);
    }
}

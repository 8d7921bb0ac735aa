namespace Portal.Tests.Emulator.Control;

/// <summary>Planned and emergency rollover of the signing keys.</summary>
public sealed class SigningKeyRingTests : ControlTest
{
    [Fact]
    public async Task Planned_rollover_keeps_old_tokens_valid()
    {
        using var browser = NewBrowser();
        var before = await Tokens.SignInAsync(browser, "alice");

        await ControlAsync("keys", new { mode = "announce" });
        var announced = await PublishedAsync();
        await ControlAsync("keys", new { mode = "planned" });
        var after = await Tokens.RefreshAsync(before["refresh_token"]!);

        Assert.Equal(2, announced.Count);
        Assert.Equal(announced, await PublishedAsync());
        Assert.NotEqual(KeyOf(before.AccessToken), KeyOf(after.AccessToken));
        Assert.Contains(KeyOf(after.AccessToken), announced);
        Assert.True(await IsSignedByTheTenantAsync(before.AccessToken));
        Assert.True(await IsSignedByTheTenantAsync(after.AccessToken));
    }

    [Fact]
    public async Task Emergency_rollover_invalidates_access_tokens_but_not_refresh_tokens()
    {
        using var browser = NewBrowser();
        var before = await Tokens.SignInAsync(browser, "alice");

        await ControlAsync("keys", new { mode = "emergency" });
        var onBehalf = await Tokens.OnBehalfOfAsync(before.AccessToken);
        var after = await Tokens.RefreshAsync(before["refresh_token"]!);

        Assert.Equal(KeyOf(after.AccessToken), Assert.Single(await PublishedAsync()));
        Assert.Equal(50013, onBehalf.ErrorCode);
        Assert.True(await IsSignedByTheTenantAsync(after.AccessToken));
    }

    [Fact]
    public async Task Rolled_over_keys_survive_a_restart()
    {
        await ControlAsync("keys", new { mode = "planned" });
        var keys = await PublishedAsync();

        await Host.DisposeAsync();
        Http.Dispose();
        await InitializeAsync();

        Assert.Equal(2, keys.Count);
        Assert.Equal(keys, await PublishedAsync());
    }
}

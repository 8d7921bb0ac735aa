namespace Portal.Tests.Emulator.Control;

/// <summary>Keys that sign tokens, replaced as planned or at once.</summary>
public sealed class SigningKeyRingTests : ControlTest
{
    [Fact]
    public async Task A_planned_rollover_keeps_old_tokens_good()
    {
        using var browser = new EmulatorBrowser(Host);
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
    public async Task An_emergency_makes_old_tokens_worthless_but_no_refresh_token()
    {
        using var browser = new EmulatorBrowser(Host);
        var before = await Tokens.SignInAsync(browser, "alice");

        await ControlAsync("keys", new { mode = "emergency" });
        var onBehalf = await Tokens.OnBehalfOfAsync(before.AccessToken);
        var after = await Tokens.RefreshAsync(before["refresh_token"]!);

        Assert.Equal(KeyOf(after.AccessToken), Assert.Single(await PublishedAsync()));
        Assert.Equal(50013, onBehalf.ErrorCode);
        Assert.True(await IsSignedByTheTenantAsync(after.AccessToken));
    }

    [Fact]
    public async Task Rolled_keys_outlive_a_restart()
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

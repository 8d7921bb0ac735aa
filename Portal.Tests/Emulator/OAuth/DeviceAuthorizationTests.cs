using System.Net;

namespace Portal.Tests.Emulator.OAuth;

public sealed class DeviceCodeTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task The_device_waits_until_its_user_has_signed_in_elsewhere()
    {
        using var browser = emulator.NewBrowser();
        var device = await emulator.Tokens.StartDeviceAsync();
        var code = device.GetProperty("device_code").GetString()!;

        var before = await emulator.Tokens.PollAsync(code);
        var done = await FinishAsync(browser, device, "alice");
        var after = await emulator.Tokens.PollAsync(code);
        var again = await emulator.Tokens.PollAsync(code);

        Assert.Equal(("authorization_pending", 70016), (before.Error, before.ErrorCode));
        Assert.Equal("That is all", done.Heading);
        Assert.Equal(TestTenant.AppB, after.Access.GetProperty("aud").GetString());
        Assert.Equal("alice@contoso.example", after.Id.GetProperty("preferred_username").GetString());
        Assert.NotNull(after["refresh_token"]);
        Assert.Equal("bad_verification_code", again.Error);
    }

    [Fact]
    public async Task The_answer_says_where_to_go_and_what_to_type()
    {
        var device = await emulator.Tokens.StartDeviceAsync();

        Assert.Equal($"{emulator.Host.Addresses.Browser}device", device.GetProperty("verification_uri").GetString());
        Assert.Equal(9, device.GetProperty("user_code").GetString()!.Length);
        Assert.Equal(900, device.GetProperty("expires_in").GetInt32());
        Assert.Equal(5, device.GetProperty("interval").GetInt32());
        Assert.Contains(device.GetProperty("user_code").GetString()!, device.GetProperty("message").GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_is_signed_in_already_is_asked_all_the_same()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("dave", ("client_id", TestTenant.CommandLine), ("redirect_uri", "http://localhost:1"),
            ("scope", $"openid offline_access {TestTenant.AppBScope}"));
        var device = await emulator.Tokens.StartDeviceAsync();

        var page = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);
        var declined = await browser.PressAsync(page, "Cancel");
        var answer = await emulator.Tokens.PollAsync(device.GetProperty("device_code").GetString()!);

        Assert.Equal("Is it your device?", page.Heading);
        Assert.Equal("Nothing was signed in", declined.Heading);
        Assert.Equal("authorization_declined", answer.Error);
    }

    [Fact]
    public async Task Declining_consent_declines_the_device()
    {
        using var browser = emulator.NewBrowser();
        var device = await emulator.Tokens.StartDeviceAsync();
        var picker = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);
        var consent = await browser.PressAsync(picker, "bob@contoso.example");

        await browser.PressAsync(consent, "Cancel");
        var answer = await emulator.Tokens.PollAsync(device.GetProperty("device_code").GetString()!);

        Assert.Equal("authorization_declined", answer.Error);
    }

    [Fact]
    public async Task A_code_that_is_none_is_said_to_be_none()
    {
        using var browser = emulator.NewBrowser();

        var page = await TypeAsync(browser, "WRONGCODE");

        Assert.Equal("Enter the code", page.Heading);
        Assert.NotNull(page.Document.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task The_code_may_be_typed_in_small_letters_with_a_dash()
    {
        using var browser = emulator.NewBrowser();
        var device = await emulator.Tokens.StartDeviceAsync();
        var code = device.GetProperty("user_code").GetString()!;

        var page = await TypeAsync(browser, $"{code[..4].ToLowerInvariant()}-{code[4..]}");

        Assert.Equal("Pick an account", page.Heading);
    }

    [Fact]
    public async Task Without_the_antiforgery_token_nothing_is_approved()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("carol", ("client_id", TestTenant.CommandLine), ("redirect_uri", "http://localhost:1"),
            ("scope", $"openid offline_access {TestTenant.AppBScope}"));
        var device = await emulator.Tokens.StartDeviceAsync();
        var page = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);

        var forged = await browser.PressAsync(page, "Continue", fields => fields.Remove("__RequestVerificationToken"));
        var answer = await emulator.Tokens.PollAsync(device.GetProperty("device_code").GetString()!);

        Assert.Equal("Is it your device?", forged.Heading);
        Assert.Equal("authorization_pending", answer.Error);
    }

    [Theory]
    [InlineData(TestTenant.Portal, "openid", "invalid_client")]
    [InlineData(TestTenant.CommandLine, "", "invalid_request")]
    [InlineData(TestTenant.CommandLine, "api://nobody/x", "invalid_resource")]
    [InlineData("", "openid", "invalid_request")]
    public async Task A_device_that_cannot_begin_is_told_why(string client, string scope, string error)
    {
        var answer = await emulator.Tokens.StartDeviceAsync(client, scope);

        Assert.Equal(error, answer.GetProperty("error").GetString());
        Assert.True(answer.GetProperty("error_codes")[0].GetInt32() > 0);
    }

    [Fact]
    public async Task Another_apps_device_code_is_refused()
    {
        var device = await emulator.Tokens.StartDeviceAsync();

        var answer = await emulator.Tokens.PollAsync(
            device.GetProperty("device_code").GetString()!,
            ("client_id", TestTenant.Background),
            ("client_secret", TestTenant.BackgroundSecret));

        Assert.Equal((HttpStatusCode.BadRequest, 70000), (answer.Status, answer.ErrorCode));
    }

    private static async Task<EmulatorPage> FinishAsync(EmulatorBrowser browser, System.Text.Json.JsonElement device, string persona)
    {
        var page = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);
        page = await browser.PressAsync(page, $"{persona}@contoso.example");
        page = await browser.PressAsync(page, "Accept");
        return await browser.PressAsync(page, "Continue");
    }

    private static async Task<EmulatorPage> TypeAsync(EmulatorBrowser browser, string userCode) =>
        await browser.PressAsync(await browser.OpenAsync("device", []), "Next", fields => fields["user_code"] = userCode);
}

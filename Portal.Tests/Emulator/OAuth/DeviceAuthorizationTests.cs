using System.Net;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.OAuth;

public sealed class DeviceAuthorizationTests(EmulatorFixture emulator) : IClassFixture<EmulatorFixture>
{
    [Fact]
    public async Task Device_gets_tokens_after_the_user_signs_in_elsewhere()
    {
        using var browser = emulator.NewBrowser();
        var device = await emulator.Tokens.StartDeviceAsync();
        var code = device.GetProperty("device_code").GetString()!;

        var before = await emulator.Tokens.PollAsync(code);
        var done = await FinishAsync(browser, device, "alice");
        var after = await emulator.Tokens.PollAsync(code);
        var again = await emulator.Tokens.PollAsync(code);

        Assert.Equal(("authorization_pending", 70016), (before.Error, before.ErrorCode));
        Assert.Equal(PageHeadings.DeviceApproved, done.Heading);
        Assert.Equal(TestTenant.AppB, after.Access.GetProperty("aud").GetString());
        Assert.Equal("alice@contoso.example", after.Id.GetProperty("preferred_username").GetString());
        Assert.NotNull(after["refresh_token"]);
        Assert.Equal("bad_verification_code", again.Error);
    }

    [Fact]
    public async Task Response_contains_verification_uri_and_user_code()
    {
        var device = await emulator.Tokens.StartDeviceAsync();

        Assert.Equal($"{emulator.Host.Addresses.Browser}device", device.GetProperty("verification_uri").GetString());
        Assert.Equal(9, device.GetProperty("user_code").GetString()!.Length);
        Assert.Equal(900, device.GetProperty("expires_in").GetInt32());
        Assert.Equal(5, device.GetProperty("interval").GetInt32());
        Assert.Contains(
            device.GetProperty("user_code").GetString()!,
            device.GetProperty("message").GetString()!,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_in_user_must_still_confirm_the_device()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync("dave", ("client_id", TestTenant.CommandLine), ("redirect_uri", "http://localhost:1"),
            ("scope", $"openid offline_access {TestTenant.AppBScope}"));
        var device = await emulator.Tokens.StartDeviceAsync();

        var page = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);
        var declined = await browser.PressAsync(page, "Cancel");
        var result = await emulator.Tokens.PollAsync(device.GetProperty("device_code").GetString()!);

        Assert.Equal(PageHeadings.DeviceConfirmation, page.Heading);
        Assert.Equal(PageHeadings.DeviceDeclined, declined.Heading);
        Assert.Equal("authorization_declined", result.Error);
    }

    [Fact]
    public async Task Declining_consent_declines_the_device()
    {
        using var browser = emulator.NewBrowser();
        var device = await emulator.Tokens.StartDeviceAsync();
        var picker = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);
        var consent = await browser.PressAsync(picker, "bob@contoso.example");

        await browser.PressAsync(consent, "Cancel");
        var result = await emulator.Tokens.PollAsync(device.GetProperty("device_code").GetString()!);

        Assert.Equal("authorization_declined", result.Error);
    }

    [Fact]
    public async Task Unknown_user_code_shows_a_problem()
    {
        using var browser = emulator.NewBrowser();

        var page = await TypeAsync(browser, "WRONGCODE");

        Assert.Equal(PageHeadings.DeviceCode, page.Heading);
        Assert.NotNull(page.Document.QuerySelector("[role=alert]"));
    }

    [Fact]
    public async Task User_code_ignores_case_and_dashes()
    {
        using var browser = emulator.NewBrowser();
        var device = await emulator.Tokens.StartDeviceAsync();
        var code = device.GetProperty("user_code").GetString()!;

        var page = await TypeAsync(browser, $"{code[..4].ToLowerInvariant()}-{code[4..]}");

        Assert.Equal(PageHeadings.Accounts, page.Heading);
    }

    [Fact]
    public async Task Device_is_not_approved_without_antiforgery_token()
    {
        using var browser = emulator.NewBrowser();
        await browser.SignInAsync(
            "carol",
            ("client_id", TestTenant.CommandLine),
            ("redirect_uri", "http://localhost:1"),
            ("scope", $"openid offline_access {TestTenant.AppBScope}"));
        var device = await emulator.Tokens.StartDeviceAsync();
        var page = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);

        var submitted = await browser.PressAsync(
            page, "Continue", fields => fields.Remove("__RequestVerificationToken"));
        var result = await emulator.Tokens.PollAsync(device.GetProperty("device_code").GetString()!);

        Assert.Equal(PageHeadings.DeviceConfirmation, submitted.Heading);
        Assert.Equal("authorization_pending", result.Error);
    }

    [Theory]
    [InlineData(TestTenant.Portal, "openid", "invalid_client")]
    [InlineData(TestTenant.CommandLine, "", "invalid_request")]
    [InlineData(TestTenant.CommandLine, "api://nobody/x", "invalid_resource")]
    [InlineData("", "openid", "invalid_request")]
    public async Task Invalid_device_request_returns_the_error(string client, string scope, string error)
    {
        var result = await emulator.Tokens.StartDeviceAsync(client, scope);

        Assert.Equal(error, result.GetProperty("error").GetString());
        Assert.True(result.GetProperty("error_codes")[0].GetInt32() > 0);
    }

    [Fact]
    public async Task Device_code_of_another_app_is_refused()
    {
        var device = await emulator.Tokens.StartDeviceAsync();

        var result = await emulator.Tokens.PollAsync(
            device.GetProperty("device_code").GetString()!,
            ("client_id", TestTenant.Background),
            ("client_secret", TestTenant.BackgroundSecret));

        Assert.Equal((HttpStatusCode.BadRequest, 70000), (result.Status, result.ErrorCode));
    }

    private static async Task<EmulatorPage> FinishAsync(
        EmulatorBrowser browser, System.Text.Json.JsonElement device, string persona)
    {
        var page = await TypeAsync(browser, device.GetProperty("user_code").GetString()!);
        page = await browser.PressAsync(page, $"{persona}@contoso.example");
        page = await browser.PressAsync(page, "Accept");
        return await browser.PressAsync(page, "Continue");
    }

    private static async Task<EmulatorPage> TypeAsync(EmulatorBrowser browser, string userCode) =>
        await browser.PressAsync(
            await browser.OpenAsync("device", []), "Next", fields => fields["user_code"] = userCode);
}

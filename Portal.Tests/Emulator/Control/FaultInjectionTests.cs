using System.Net;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.Control;

/// <summary>Injected errors and delays.</summary>
public sealed class FaultInjectionTests : ControlTest
{
    [Fact]
    public async Task Faults_apply_to_the_next_responses_only()
    {
        await ControlAsync("faults", new { endpoint = "token", code = 65001 });
        await ControlAsync("faults", new { endpoint = "token", status = 503, retryAfterSeconds = 7 });
        await ControlAsync("faults", new { endpoint = "metadata", status = 500 });

        var refused = await Tokens.BackgroundAsync("api://appb/.default");
        using var unavailable = await Http.PostAsync(
            new Uri(Host.Authority, "oauth2/v2.0/token"), content: null, TestContext.Current.CancellationToken);
        var well = await Tokens.BackgroundAsync("api://appb/.default");
        using var metadata = await Http.GetAsync(
            new Uri(Host.Authority, "v2.0/.well-known/openid-configuration"), TestContext.Current.CancellationToken);

        Assert.Equal(
            ("invalid_grant", 65001, "consent_required"), (refused.Error, refused.ErrorCode, refused["suberror"]));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), unavailable.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, well.Status);
        Assert.Equal(HttpStatusCode.InternalServerError, metadata.StatusCode);
    }

    [Theory]
    [InlineData("html", "text/html", "<!DOCTYPE html>")]
    [InlineData("empty", "application/json", "")]
    [InlineData("array", "application/json", "[]")]
    [InlineData("object", "application/json", "{}")]
    [InlineData("truncated", "application/json", "{")]
    public async Task Body_replaces_the_response(string body, string type, string start)
    {
        await ControlAsync("faults", new { endpoint = "token", body });

        using var response = await Http.PostAsync(
            new Uri(Host.Authority, "oauth2/v2.0/token"), content: null, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, type), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith(start, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delayed_response_is_otherwise_unchanged()
    {
        await ControlAsync("faults", new { endpoint = "token", delayMilliseconds = 50, times = 2 });
        var state = await StateAsync();

        var result = await Tokens.BackgroundAsync("api://appb/.default");
        var left = await StateAsync();

        Assert.Equal(2, state.GetProperty("faults")[0].GetProperty("times").GetInt32());
        Assert.Equal(HttpStatusCode.OK, result.Status);
        Assert.Equal(1, left.GetProperty("faults")[0].GetProperty("times").GetInt32());
    }

    [Fact]
    public async Task Fault_lasts_until_it_is_put_back_and_one_with_a_number_of_times_comes_first()
    {
        await ControlAsync("faults", new { endpoint = "token", code = 65001, untilPutBack = true });
        await ControlAsync("faults", new { endpoint = "token", code = 53003 });

        var first = await Tokens.BackgroundAsync("api://appb/.default");
        var second = await Tokens.BackgroundAsync("api://appb/.default");
        var third = await Tokens.BackgroundAsync("api://appb/.default");
        var state = await StateAsync();
        await ControlAsync("put-back", new { });
        var well = await Tokens.BackgroundAsync("api://appb/.default");

        Assert.Equal([53003, 65001, 65001], [first.ErrorCode, second.ErrorCode, third.ErrorCode]);
        Assert.True(Assert.Single(state.GetProperty("faults").EnumerateArray().ToList()).GetProperty("untilPutBack").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, well.Status);
    }

    [Fact]
    public async Task Fault_of_exchanges_leaves_sign_in_alone()
    {
        await ControlAsync("faults", new { endpoint = "token", code = 53003, untilPutBack = true, onlyOnBehalfOf = true });
        using var browser = NewBrowser();

        var tokens = await Tokens.SignInAsync(browser, "alice");
        var exchange = await Tokens.OnBehalfOfAsync(tokens.AccessToken);

        Assert.Equal(HttpStatusCode.OK, tokens.Status);
        Assert.Equal(53003, exchange.ErrorCode);
    }

    [Fact]
    public async Task Cancelling_one_fault_keeps_the_others()
    {
        await ControlAsync("faults", new { endpoint = "token", code = 65001, id = 99 });
        await ControlAsync("faults", new { endpoint = "token", status = 503 });
        var first = (await StateAsync()).GetProperty("faults")[0].GetProperty("id").GetInt32();

        using var gone = await Http.DeleteAsync(ControlUri($"faults/{first}"), TestContext.Current.CancellationToken);
        using var again = await Http.DeleteAsync(ControlUri($"faults/{first}"), TestContext.Current.CancellationToken);
        var left = Assert.Single((await StateAsync()).GetProperty("faults").EnumerateArray().ToList());

        Assert.NotEqual(99, first);
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(503, left.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Every_listed_code_is_accepted()
    {
        var state = await StateAsync();

        foreach (var choice in state.GetProperty("codes").EnumerateArray())
            await ControlAsync("faults", new { endpoint = "token", code = choice.GetProperty("code").GetInt32() });

        Assert.Contains(state.GetProperty("codes").EnumerateArray(), c => c.GetProperty("code").GetInt32() == 65001);
    }

    [Fact]
    public async Task Fault_at_the_authorization_endpoint_shows_an_error_page()
    {
        await ControlAsync("faults", new { endpoint = "authorize", code = 50105 });
        using var browser = NewBrowser();

        var page = await browser.AuthorizeAsync();

        Assert.Equal(PageHeadings.Error, page.Heading);
        Assert.Contains("AADSTS50105", page.Text, StringComparison.Ordinal);
    }
}

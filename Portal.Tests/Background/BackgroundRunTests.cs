using System.Text.Json;
using Portal.Contracts.Trace;
using Portal.Tests.Emulator;
using Portal.Tests.Support;
using Worker = Background.Sample.Program;

namespace Portal.Tests.Background;

/// <summary>Runs the background app against the emulator, AppB and the portal.</summary>
public sealed class BackgroundRunTests(ApplicationFixture fixture) : IClassFixture<ApplicationFixture>
{
    [Fact]
    public async Task Run_prints_the_token_claims_and_the_response()
    {
        var (code, output, _) = await RunAsync();

        Assert.Equal(Worker.Success, code);
        Assert.Contains("roles       Orders.Read.All", output, StringComparison.Ordinal);
        Assert.Contains("AppB returned 200", output, StringComparison.Ordinal);
        Assert.Contains("5 shown of 200", output, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(TestTenant.BackgroundSecret, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_is_on_the_trace_with_every_hop_and_no_secrets()
    {
        var (_, output, _) = await RunAsync();
        var id = output[(output.LastIndexOf('=') + 1)..].Trim();

        using var response = await fixture.SendAsync(
            HttpMethod.Get, $"/api/trace/{id}", await fixture.TokenAsync("carol"));
        var trace = (await ApplicationFixture.JsonAsync(response)).Deserialize<RequestTrace>(
            JsonSerializerOptions.Web)!;

        Assert.Equal(
            [("token", "authority", null), ("call", "authority", 200), ("call", "AppB", 200)],
            trace.Steps.Select(s => (s.Kind, s.To, s.Status)));
        Assert.Equal("•••", trace.Steps[1].Details.Single(d => d.Name == "client_secret").Value);
        Assert.Equal("client_credentials", trace.Steps[1].Details.Single(d => d.Name == "grant_type").Value);
        Assert.Equal(["Orders.Read.All"], trace.Steps[2].Sent!.Roles);
    }

    [Fact]
    public async Task Refusal_is_printed_and_sets_the_exit_code()
    {
        using var taken = fixture.TakeRole(TestTenant.AppB, TestTenant.Background);

        var (code, output, _) = await RunAsync();

        Assert.Equal(Worker.Failed, code);
        Assert.Contains("AppB returned 403", output, StringComparison.Ordinal);
        Assert.Contains("role_missing", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_report_does_not_fail_the_run()
    {
        using var taken = fixture.TakeRole(TestTenant.Portal, TestTenant.Background);

        var (code, output, _) = await RunAsync();

        Assert.Equal(Worker.Success, code);
        Assert.Contains("Trace.Report", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_portal_nothing_is_reported()
    {
        var (code, output, _) = await RunAsync("--Background:DownstreamApis:Portal:BaseUrl=");

        Assert.Equal(Worker.Success, code);
        Assert.DoesNotContain("portal", output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unreachable_portal_does_not_fail_the_run()
    {
        var (code, output, _) = await RunAsync("--Background:DownstreamApis:Portal:BaseUrl=http://localhost:9/");

        Assert.Equal(Worker.Success, code);
        Assert.Contains("could not be reported", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_AppB_is_printed_and_sets_the_exit_code()
    {
        var (code, output, _) = await RunAsync("--Background:DownstreamApis:AppB:BaseUrl=http://localhost:9/");

        Assert.Equal(Worker.Failed, code);
        Assert.Contains("unreachable", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_secret_is_reported_but_not_printed()
    {
        var (code, output, _) = await RunAsync("--Background:AzureAd:ClientCredentials:0:ClientSecret=not-this-one");

        Assert.Equal(Worker.Failed, code);
        Assert.Contains("AADSTS7000215", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not-this-one", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Background:AzureAd:ClientId=me", "AzureAd:ClientId must be a GUID")]
    [InlineData("--Background:DownstreamApis:AppB:BaseUrl=here", "Background:DownstreamApis:AppB:BaseUrl must be")]
    [InlineData(
        "--Background:DownstreamApis:AppB:Scopes:0=appb/access_as_user", "Scopes:0 must be {client id}/.default")]
    [InlineData("--environment=Production", "the emulator is for Development only")]
    [InlineData("--Background:DownstreamApis:Portal:Scopes:0=all", "Background:DownstreamApis:Portal:Scopes:0 must be")]
    public async Task Wrong_setting_stops_startup_and_names_its_key(string argument, string text)
    {
        var (code, _, errors) = await RunAsync(argument);

        Assert.Equal(Worker.CannotStart, code);
        Assert.Contains(text, errors, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] more)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await Worker.RunAsync(
            [.. Arguments(fixture), .. more], output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }

    private static string[] Arguments(ApplicationFixture fixture) =>
    [
        "--environment=Development",
        $"--DataDirectory={fixture.DataDirectory}",
        $"--AzureAd:Instance={fixture.Demo.Authority.BackChannel}",
        $"--Background:DownstreamApis:AppB:BaseUrl={fixture.Demo.AppB}",
        $"--Background:DownstreamApis:Portal:BaseUrl={fixture.Demo.Portal}",
    ];
}

using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class AppRunnerTests
{
    [Fact]
    public async Task Wrong_setting_stops_startup_with_its_own_message()
    {
        var (code, lines) = await RunAsync(() => Build(builder => builder.Services.AddOptions<Limits>()
            .Configure(o => o.Size = 0)
            .ValidateDataAnnotations()
            .ValidateOnStart()));

        Assert.Equal(1, code);
        Assert.Equal(["Portal.Tests cannot start: Setting Limits:Size must be 1 to 9."], lines);
    }

    [Fact]
    public async Task Every_wrong_setting_gets_a_line()
    {
        var (code, lines) = await RunAsync(() => Build(builder =>
        {
            builder.Services.AddOptions<Limits>().Validate(_ => false, "Setting A is wrong.").ValidateOnStart();
            builder.Services.AddOptions<Colours>().Validate(_ => false, "Setting B is wrong.").ValidateOnStart();
        }));

        Assert.Equal(1, code);
        Assert.Equal(
            ["Portal.Tests cannot start: Setting A is wrong.", "Portal.Tests cannot start: Setting B is wrong."],
            lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Own_InvalidOperationException_stops_startup_with_one_line_per_problem()
    {
        var (code, lines) = await RunAsync(() => throw new InvalidOperationException("First.\nSecond."));

        Assert.Equal(1, code);
        Assert.Equal(["Portal.Tests cannot start: First.", "Portal.Tests cannot start: Second."], lines);
    }

    [Fact]
    public async Task Value_of_the_wrong_type_is_named()
    {
        var (code, lines) = await RunAsync(() => Build(
            builder => builder.Services.AddOptions<Limits>().BindConfiguration("Limits").ValidateOnStart(),
            "--Limits:Size=many"));

        Assert.Equal(1, code);
        Assert.Contains("Limits:Size", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_port_names_the_setting_to_change()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)holder.LocalEndpoint).Port}";

        var (code, lines) = await RunAsync(() => Build(_ => { }, $"--Portal:Urls={address}"));

        Assert.Equal(1, code);
        Assert.Equal(
            $"Portal.Tests cannot start: {address} is already in use. Stop the process that uses it, or set Portal:Urls"
            + " to another port (Portal__Urls in the environment).",
            Assert.Single(lines));
    }

    [Fact]
    public async Task Invalid_address_names_the_setting()
    {
        var (code, lines) = await RunAsync(() => Build(_ => { }, "--Portal:Urls=htp:/nowhere"));

        Assert.Equal(1, code);
        Assert.Contains("Urls", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bug_keeps_its_stack_trace() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(() =>
        {
            _ = Array.Empty<int>().First();
            return Build(_ => { });
        }));

    [Fact]
    public async Task Stopped_app_exits_with_zero()
    {
        var (code, lines) = await RunAsync(() =>
        {
            var app = Build(_ => { });
            app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication);
            return app;
        });

        Assert.Equal(0, code);
        Assert.Empty(lines);
    }

    private static WebApplication Build(Action<WebApplicationBuilder> configure, params string[] args)
    {
        var builder = AppBuilder.Create("Portal.Tests", "Portal", ["--Portal:Urls=http://127.0.0.1:0", .. args]);
        configure(builder);
        return builder.Build();
    }

    private static async Task<(int Code, string[] Lines)> RunAsync(Func<WebApplication> build)
    {
        await using var errors = new StringWriter();
        var code = await AppRunner.RunAsync(build, errors);
        return (code, errors.ToString().Split(errors.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed class Limits
    {
        [Range(1, 9, ErrorMessage = "Setting Limits:Size must be 1 to 9.")]
        public int Size { get; set; } = 1;
    }

    private sealed class Colours;
}

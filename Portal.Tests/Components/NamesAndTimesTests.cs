using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Shared;

namespace Portal.Tests.Components;

/// <summary>Names instead of ids, and times relative to now; the exact value on hover, and copied.</summary>
public sealed class NamesAndTimesTests : ComponentTest
{
    [Theory]
    [InlineData("33333333-3333-4333-8333-333333333333/access_as_user", "AppB · access_as_user")]
    [InlineData("api://appb/access_as_user", "api://appb/access_as_user")]
    [InlineData("https://graph.microsoft.com/User.Read", "https://graph.microsoft.com/User.Read")]
    public void Scope_is_shown_by_the_name_of_its_api_and_copied_as_it_is(string scope, string shown)
    {
        var chip = Render<ScopeChip>(p => p.Add(c => c.Scope, scope).Add(c => c.Api, "AppB")).Find("button");

        Assert.Equal((scope, shown), (chip.GetAttribute("data-copy"), chip.Text()));
    }

    [Fact]
    public void Relative_time_has_the_exact_one_as_its_description_and_copies_it()
    {
        var time = Render<RelativeTime>(p => p.Add(t => t.Value, Time.GetUtcNow()));

        var button = time.Find("button");
        Assert.Equal("2026-03-01T12:00:00Z", button.GetAttribute("data-copy"));
        Assert.Equal("relative", button.QuerySelector("local-time")!.GetAttribute("format"));
        Assert.Equal("exact", time.Find("[role=tooltip] local-time").GetAttribute("format"));
        Assert.Equal(button.GetAttribute("data-tip"), time.Find("[role=tooltip]").Id);
    }

    [Fact]
    public void Numbers_and_durations_are_in_the_format_of_the_visitor()
    {
        Services.GetRequiredService<VisitorCulture>().Use("de-DE");

        Assert.Equal("1.234,5", Render<LocalNumber>(p => p.Add(n => n.Value, 1234.5)).Markup.Trim());
        Assert.Equal("1,3 ms", Render<Milliseconds>(p => p.Add(n => n.Value, 1.25)).Markup.Trim());
    }
}

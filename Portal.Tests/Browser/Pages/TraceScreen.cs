using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Components.Trace;

namespace Portal.Tests.Browser.Pages;

/// <summary>The trace of a request as a sequence of messages, which can be shown one at a time.</summary>
internal sealed class TraceScreen(IPage page)
{
    /// <summary>The messages that are shown: the first ones, up to the current step.</summary>
    public ILocator Messages =>
        page.GetByRole(AriaRole.Region, new() { Name = SequenceDiagram.Label }).GetByRole(AriaRole.Link);

    /// <summary>The requests in the list; each row opens its trace.</summary>
    public ILocator Requests => page.GetByRole(AriaRole.Table, new() { Name = TraceTable.Label, Exact = true })
        .GetByRole(AriaRole.Row).Filter(new() { Has = page.Locator(".row-link") });

    /// <summary>The request in the list whose trace is shown.</summary>
    public ILocator Current => Requests.Filter(new() { Has = page.Locator("[aria-current='true']") });

    /// <summary>Why a step was refused, where the step is expanded.</summary>
    public ILocator RefusedSteps => page.GetByRole(AriaRole.Group, new() { Name = StepProblem.Label });

    public ILocator CurrentStep => page.Locator("a[aria-current='step']");

    /// <summary>Makes one request and shows its first step.</summary>
    public async Task RunAsync(string view)
    {
        await page.GetByRole(AriaRole.Combobox).SelectOptionAsync(view);
        await RunAsync();
    }

    public async Task RunAsync()
    {
        await page.GetByRole(AriaRole.Button, new() { Name = RunRequest.RunLabel }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("[?&]step=1", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(CurrentStep).ToBeVisibleAsync();
    }
}

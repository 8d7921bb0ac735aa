using AccessContract.Checks;
using Microsoft.Playwright;
using Portal.Components.Access;
using Portal.Contracts.Access;

namespace Portal.Tests.Browser.Pages;

/// <summary>The checks of each operation of an API for one token.</summary>
internal sealed class ChecksPart(IPage page)
{
    /// <summary>The failed check of the expanded operation.</summary>
    public ILocator FailedCheck =>
        page.Locator($"[data-verdict][open] [data-check][data-state='{VerdictText.NameOf(CheckState.Failed)}']");

    /// <summary>The operations with this verdict: <see cref="VerdictState"/>.</summary>
    public ILocator Operations(string verdict) => page.Locator($"[data-verdict='{verdict}']");

    /// <summary>The operations that refuse the token at this check.</summary>
    public ILocator RefusedAt(string check) => page.Locator($"[data-failed='{check}']");

    /// <summary>An operation by its call, such as <c>GET /orders</c>.</summary>
    public ILocator Operation(string call) =>
        page.Locator("[data-verdict]").Filter(new() { Has = page.GetByText(call, new() { Exact = true }) });
}

using Bunit;
using Microsoft.JSInterop;
using Portal.Components.Rows;

namespace Portal.Tests.Components.Rows;

/// <summary>The ID that a tab keeps while it loads other pages.</summary>
public sealed class BrowserTabTests : BunitContext
{
    private const string Read = "sessionStorage.getItem";
    private const string Write = "sessionStorage.setItem";

    [Fact]
    public async Task New_tab_gets_an_id_and_keeps_it()
    {
        JSInterop.Setup<string?>(Read, "tab").SetResult(null);
        JSInterop.SetupVoid(Write, _ => true).SetVoidResult();
        var tab = new BrowserTab(JSInterop.JSRuntime);

        var id = await tab.IdAsync();

        Assert.True(Guid.TryParse(id, out _));
        Assert.Equal(id, await tab.IdAsync());
        Assert.Equal(["tab", id], JSInterop.VerifyInvoke(Write).Arguments);
    }

    [Fact]
    public async Task Known_tab_has_the_id_that_it_stored()
    {
        var known = Guid.NewGuid();
        JSInterop.Setup<string?>(Read, "tab").SetResult($"{known}");

        Assert.Equal($"{known}", await new BrowserTab(JSInterop.JSRuntime).IdAsync());
    }

    [Fact]
    public async Task Browser_that_stores_nothing_has_one_id_for_all_its_tabs()
    {
        JSInterop.Setup<string?>(Read, "tab").SetException(new JSException("Access is denied for this document."));

        Assert.Equal("", await new BrowserTab(JSInterop.JSRuntime).IdAsync());
    }
}

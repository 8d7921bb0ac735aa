using Microsoft.AspNetCore.Components;
using Portal.Client;
using Portal.Contracts.Trace;

namespace Portal.Tests.Components.Trace;

/// <summary>Which requests of a circuit belong to the same action of its user.</summary>
public sealed class PageActionsTests
{
    private readonly Navigation _navigation = new();

    [Fact]
    public async Task Each_event_is_an_action_and_its_requests_share_it()
    {
        var actions = new PageActions(_navigation);
        var opened = await HandleAsync(actions, () => { });

        var first = await HandleAsync(actions, () => { });
        var second = await HandleAsync(actions, () => { });

        Assert.Equal((TraceActionKinds.Opened, "/access"), (opened.Kind, opened.Page));
        Assert.Equal((TraceActionKinds.Used, "/access"), (first.Kind, first.Page));
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(opened, actions.Current);
    }

    [Fact]
    public async Task Another_page_is_opened_and_another_query_of_the_same_page_is_not()
    {
        var actions = new PageActions(_navigation);
        await HandleAsync(actions, () => { });

        var opened = await HandleAsync(actions, () => _navigation.Move("/tokens?show=paste"));
        var changed = await HandleAsync(actions, () => _navigation.Move("/tokens"));

        Assert.Equal((TraceActionKinds.Opened, "/tokens"), (opened.Kind, opened.Page));
        Assert.Equal((TraceActionKinds.Used, "/tokens"), (changed.Kind, changed.Page));
    }

    [Fact]
    public async Task Pressed_button_names_the_action()
    {
        var actions = new PageActions(_navigation);

        var pressed = await HandleAsync(actions, () => actions.Press("Try again"));

        Assert.Equal("Try again", pressed.Label);
    }

    private static async Task<TraceAction> HandleAsync(PageActions actions, Action handle)
    {
        TraceAction? during = null;
        var handler = actions.CreateInboundActivityHandler(async _ =>
        {
            handle();
            await Task.Yield();
            during = actions.Current;
        });

        await handler(null!);

        return during!;
    }

    private sealed class Navigation : NavigationManager
    {
        public Navigation() => Initialize("http://portal.example/", "http://portal.example/access");

        public void Move(string path)
        {
            Uri = ToAbsoluteUri(path).ToString();
            NotifyLocationChanged(isInterceptedLink: true);
        }
    }
}

using Portal.Components.Trace;
using Portal.Contracts.Trace;

namespace Portal.Tests.Components.Trace;

/// <summary>Which requests the trace page lists, and under which action.</summary>
public sealed class TraceGroupTests
{
    private static readonly TraceAction Opened = new("1", TraceActionKinds.Opened, "/data/AppB/orders");
    private static readonly TraceAction Pressed = new("2", TraceActionKinds.Used, "/data/AppB/orders", "Try again");

    private static readonly TraceSummary[] NewestFirst =
    [
        Request("d", 200, Pressed),
        Request("c", 403, Opened),
        Request("b", 200, Opened, byPortal: true),
        Request("a", 500, Opened, byPortal: true),
    ];

    [Fact]
    public void Requests_of_an_action_are_one_entry_in_their_order()
    {
        var groups = TraceGroup.Read(NewestFirst, refused: false, byPortal: true);

        Assert.Equal(["d", "a b c"], groups.Select(Ids));
        Assert.Equal(["Pressed Try again on Orders", "Opened Orders"], groups.Select(TraceText.Sentence));
    }

    [Fact]
    public void Own_requests_of_the_portal_are_hidden_unless_they_failed()
    {
        var groups = TraceGroup.Read(NewestFirst, refused: false, byPortal: false);

        Assert.Equal(["d", "a c"], groups.Select(Ids));
    }

    [Fact]
    public void Refused_only_lists_no_request_that_succeeded()
    {
        var groups = TraceGroup.Read(NewestFirst, refused: true, byPortal: true);

        Assert.Equal(["a c"], groups.Select(Ids));
    }

    private static string Ids(TraceGroup group) => string.Join(' ', group.Requests.Select(r => r.Id));

    private static TraceSummary Request(string id, int status, TraceAction action, bool byPortal = false) => new(
        id, "GET /api", DateTimeOffset.UnixEpoch.AddSeconds(id[0]), 1, status, Steps: 1, Action: action, ByPortal: byPortal);
}

using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>
/// The pages seen on the way here. A next link leads one way only: going back needs the token that led to the page
/// before, and only whoever came that way has it.
/// </summary>
internal sealed class PageHistory
{
    private readonly Dictionary<int, string?> _tokens = [];
    private (string Address, ViewState Query) _of;

    public void Visit(string address, ViewState state)
    {
        var of = (address, state.OfRows.First());
        if (_of != of)
        {
            _tokens.Clear();
            _of = of;
        }

        _tokens[state.Skip] = state.After;
    }

    /// <summary>Null on the first page, and where the way back is unknown: only First is left then.</summary>
    public ViewState? Before(ViewState state)
    {
        if (state.Skip <= 0)
            return null;

        var before = Math.Max(0, state.Skip - state.Top);
        if (before == 0)
            return state.First();
        if (_tokens.TryGetValue(before, out var token))
            return state with { Skip = before, After = token };

        return state.After is null ? state with { Skip = before } : null;
    }
}

using Portal.Contracts.ViewAddresses;

namespace Portal.Components.Data;

/// <summary>
/// The pages visited so far. Next links only lead forward: going back needs the token that led to the previous page,
/// which is known only if the user came through it.
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

    /// <summary>Null on the first page, and if the previous page's token is unknown: then only First is available.</summary>
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

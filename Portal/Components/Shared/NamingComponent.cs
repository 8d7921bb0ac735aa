using Microsoft.AspNetCore.Components;
using Portal.Components.Access;
using Portal.Contracts.Access;

namespace Portal.Components.Shared;

/// <summary>A component that shows names instead of ids. Before the first access report has arrived, there are no names.</summary>
public abstract class NamingComponent : ComponentBase, IDisposable
{
    private IReadOnlyList<NamedId> _names = [];

    [Inject]
    public required AccessSource NameSource { get; set; }

    // While the report is fetched again, the earlier names are used.
    protected IReadOnlyList<NamedId> Names => NameSource.Known is { } known ? _names = known.Names ?? [] : _names;

    protected override void OnInitialized() => NameSource.Changed += Update;

    public virtual void Dispose()
    {
        NameSource.Changed -= Update;
        GC.SuppressFinalize(this);
    }

    private void Update(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);
}

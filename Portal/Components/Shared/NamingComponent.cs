using Microsoft.AspNetCore.Components;
using Portal.Components.Access;
using Portal.Contracts.Access;

namespace Portal.Components.Shared;

/// <summary>A component that shows names instead of ids. Before the access report has arrived, there are no names.</summary>
public abstract class NamingComponent : ComponentBase, IDisposable
{
    private bool _waits;

    [Inject]
    public required AccessSource NameSource { get; set; }

    protected IReadOnlyList<NamedId> Names => NameSource.Known?.Names ?? [];

    protected override void OnInitialized()
    {
        _waits = NameSource.Known is null;
        if (_waits)
            NameSource.Changed += Update;
    }

    public virtual void Dispose()
    {
        if (_waits)
            NameSource.Changed -= Update;
        GC.SuppressFinalize(this);
    }

    private void Update(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);
}

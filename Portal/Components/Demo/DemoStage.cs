namespace Portal.Components.Demo;

/// <summary>The drawer and the tour of this page: whether they are open, and at which step.</summary>
public sealed class DemoStage
{
    private bool _isRead;

    /// <summary>Raised when anything here has changed.</summary>
    public event EventHandler? Changed;

    public bool IsOpen { get; private set; }

    /// <summary>On narrow screens, only the head of the drawer is shown.</summary>
    public bool IsCollapsed { get; private set; }

    /// <summary>Null if there is no tour.</summary>
    internal TourPosition? Tour { get; private set; }

    /// <summary>Takes over what the browser remembers; only once, because it does not know of later changes.</summary>
    public void Read(DemoView? view)
    {
        if (_isRead || view is null)
            return;

        _isRead = true;
        IsOpen = view.Drawer is DemoView.Open or DemoView.Collapsed;
        IsCollapsed = view.Drawer == DemoView.Collapsed;
        Tour ??= TourPosition.Parse(view.Tour);
    }

    public void Toggle()
    {
        (IsOpen, IsCollapsed) = (!IsOpen, false);
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void ToggleCollapsed()
    {
        IsCollapsed = !IsCollapsed;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    internal void Show(TourPosition position)
    {
        // On narrow screens, the drawer would leave no room between the tour and the page.
        IsCollapsed = IsCollapsed || (IsOpen && Tour is null);
        Tour = position;
        Changed?.Invoke(this, EventArgs.Empty);
    }

    public void EndTour()
    {
        Tour = null;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

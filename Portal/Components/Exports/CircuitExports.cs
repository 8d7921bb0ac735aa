using Portal.Components.Shared;
using Portal.Contracts.Data;
using Portal.Contracts.ViewAddresses;
using Portal.Exports;

namespace Portal.Components.Exports;

/// <summary>The exports started in this circuit, on any page; the newest first.</summary>
internal sealed class CircuitExports
{
    private const int MaxShown = 3;

    private readonly List<OfferedExport> _all = [];

    public IReadOnlyList<OfferedExport> All => _all;

    public bool AnyActive => _all.Any(offered => offered.Export.IsActive);

    public bool IsFull => _all.Count(offered => offered.Export.IsActive) >= RunningExports.MaxConcurrent;

    public void Add(OfferedExport offered)
    {
        _all.Insert(0, offered);
        foreach (var hidden in _all.Skip(MaxShown).Where(o => !o.Export.IsActive).ToList())
            _all.Remove(hidden);
    }

    public void Remove(OfferedExport offered) => _all.Remove(offered);
}

/// <summary>An export with everything needed to restart it.</summary>
public sealed record OfferedExport(Export Export, string Api, DataView View, ViewState State, string Format)
{
    /// <summary>The view's title, with invisible characters escaped, and the format.</summary>
    public string Name => $"{SafeText.Visible(View.Title)} as {ExportText.Format(Format)}";

    public string Url(Guid id) => ExportRoutes.Url(Api, View.Name, State, Format, id);
}

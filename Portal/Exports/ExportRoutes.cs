using Portal.Contracts.ViewAddresses;

namespace Portal.Exports;

/// <summary>The addresses of exports, relative to the portal's: plain links, because the browser itself saves the file.</summary>
public static class ExportRoutes
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";

    internal const string Pattern = "/export/{api}/{view}";

    /// <summary>The whole result of <paramref name="state"/> with its columns, regardless of its page or open row.</summary>
    /// <param name="id">Identifies the export to follow or cancel it; used once.</param>
    public static string Url(string api, string view, ViewState state, string format, Guid id)
    {
        var result = new ViewState { Sort = state.Sort, Filters = state.Filters, Search = state.Search, Columns = state.Columns };
        var address = result.Url(Path(api, view));
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={format}&id={id}";
    }

    internal static string Path(string api, string view) => $"export/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}";
}

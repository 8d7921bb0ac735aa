using Portal.Contracts.ViewAddresses;

namespace Portal.Exports;

/// <summary>Where a result is fetched as a file: plain links, since the browser itself saves it.</summary>
public static class ExportRoutes
{
    public const string Csv = "csv";
    public const string Xlsx = "xlsx";

    internal const string Pattern = "/export/{api}/{view}";

    /// <summary>The whole result of <paramref name="state"/> with its columns, whichever page or row it shows.</summary>
    /// <param name="id">What the export is followed and stopped by; used once.</param>
    public static string Url(string api, string view, ViewState state, string format, Guid id)
    {
        var result = new ViewState { Sort = state.Sort, Filters = state.Filters, Search = state.Search, Columns = state.Columns };
        var address = result.Url($"/export/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}");
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}format={format}&id={id}";
    }
}

using System.Globalization;

namespace Portal.Contracts.Data;

/// <summary>What a <see cref="ViewCoverage"/> says, for pages, the Setup check and the log.</summary>
public static class CoverageText
{
    private const int MaxLength = 120;

    /// <summary><c>12 operations, 4 views; 1 opens a row, 3 need a parameter, 4 return no list</c></summary>
    public static string Summary(ViewCoverage coverage)
    {
        var rest = coverage.PassedOver.Select(c => Counted(c.Count, c.Code))
            .Prepend(coverage.Rows == 0 ? "" : coverage.Rows == 1 ? "1 opens a row" : $"{Number(coverage.Rows)} open a row")
            .Where(part => part.Length > 0);
        return string.Join("; ", new[]
        {
            $"{Plural(coverage.Operations, "operation")}, {Plural(coverage.Views, "view")}",
            string.Join(", ", rest),
        }.Where(part => part.Length > 0));
    }

    /// <summary>Why one operation is not a view, after its path: <c>needs a parameter: path customerId</c>.</summary>
    /// <param name="api">The API's name in settings.</param>
    public static string Reason(PassedOverOperation operation, string api)
    {
        var detail = Short(operation.Detail);
        return operation.Code switch
        {
            PassedOverCodes.Parameter => $"needs a parameter: {detail}",
            PassedOverCodes.Header => $"needs the header {detail}: set DownstreamApis:{api}:Headers:{detail}",
            PassedOverCodes.Body => "needs a request body",
            PassedOverCodes.NoList => $"returns no rows, but {detail}",
            PassedOverCodes.NoJson => $"returns no JSON: {detail}",
            PassedOverCodes.NotDescribed => "does not describe what a successful response contains",
            PassedOverCodes.Reference => $"refers to {detail}, which leads to nothing in the document",
            PassedOverCodes.Path => "has a path that the portal does not call",
            PassedOverCodes.SameName => $"has the same name as the view of {detail}",
            PassedOverCodes.Limit => $"is beyond the limit of {detail} views",
            _ => "is malformed",
        };
    }

    private static string Counted(int count, string code)
    {
        var one = count == 1;
        return $"{Number(count)} " + code switch
        {
            PassedOverCodes.Parameter => one ? "needs a parameter" : "need a parameter",
            PassedOverCodes.Header => one ? "needs a header" : "need a header",
            PassedOverCodes.Body => one ? "needs a request body" : "need a request body",
            PassedOverCodes.NoList => one ? "returns no list" : "return no list",
            PassedOverCodes.NoJson => one ? "returns no JSON" : "return no JSON",
            PassedOverCodes.NotDescribed => one ? "does not describe its response" : "do not describe their response",
            PassedOverCodes.Reference => one ? "has a reference that leads nowhere" : "have a reference that leads nowhere",
            PassedOverCodes.Path => one ? "has a path that is not called" : "have a path that is not called",
            PassedOverCodes.SameName => one ? "has the name of another view" : "have the name of another view",
            PassedOverCodes.Limit => one ? "is beyond the limit" : "are beyond the limit",
            _ => one ? "is malformed" : "are malformed",
        };
    }

    private static string Plural(int count, string noun) => count == 1 ? $"1 {noun}" : $"{Number(count)} {noun}s";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Short(string? text) => text is null ? "" : text.Length > MaxLength ? text[..MaxLength] + "…" : text;
}

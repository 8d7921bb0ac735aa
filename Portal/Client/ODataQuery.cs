using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts;

namespace Portal.Client;

/// <summary>Writes a <see cref="DataQuery"/> as OData query options and reads the place that a next link names.</summary>
internal static class ODataQuery
{
    public static string Write(DataQuery query)
    {
        var options = new List<string>
        {
            "$count=true",
            $"$top={query.Top.ToString(CultureInfo.InvariantCulture)}",
        };
        if (query.OrderBy is { Length: > 0 } orderBy)
            options.Add($"$orderby={Uri.EscapeDataString(orderBy)}");

        if (query.After is { Length: > 0 } after)
            options.Add($"$skiptoken={Uri.EscapeDataString(after)}");
        else if (query.Skip > 0)
            options.Add($"$skip={query.Skip.ToString(CultureInfo.InvariantCulture)}");

        return string.Join('&', options);
    }

    /// <summary>The page behind <paramref name="nextLink"/>, whichever host it names; null when it holds no token.</summary>
    public static string? SkipToken(string? nextLink)
    {
        var start = nextLink?.IndexOf('?', StringComparison.Ordinal) ?? -1;
        if (start < 0)
            return null;

        var token = QueryHelpers.ParseQuery(nextLink![start..]).GetValueOrDefault("$skiptoken").ToString();
        return token.Length > 0 ? token : null;
    }
}

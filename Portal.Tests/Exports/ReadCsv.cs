using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Portal.Tests.Exports;

/// <summary>Reads CSV with a library that had no part in writing it.</summary>
internal static class ReadCsv
{
    public static IReadOnlyList<string[]> All(byte[] file) => All(file, ",");

    /// <summary>As a spreadsheet reads it where the system's list separator is another: quotes inside a cell mean nothing.</summary>
    public static IReadOnlyList<string[]> All(byte[] file, string separator)
    {
        using var text = new StreamReader(new MemoryStream(file), new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator,
            BadDataFound = null,
            IgnoreBlankLines = false,
            CountBytes = false,
        });
        var rows = new List<string[]>();
        while (parser.Read())
            rows.Add(parser.Record!);

        return rows;
    }
}

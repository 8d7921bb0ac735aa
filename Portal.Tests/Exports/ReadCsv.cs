using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Portal.Tests.Exports;

/// <summary>Reads CSV with a library that did not write it.</summary>
internal static class ReadCsv
{
    public static IReadOnlyList<string[]> All(byte[] file)
    {
        using var text = new StreamReader(new MemoryStream(file), new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
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

using System.Globalization;
using AppB.Sample.Problems;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>Reads a literal of $filter as a value of its column, or refuses it with a reason.</summary>
internal static class FilterValue
{
    // Larger amounts in cents exceed SQLite's integers.
    private const decimal MaxAmount = 90_000_000_000_000_000m;

    public static object Of(ConstantNode node, string column, Type type)
    {
        try
        {
            return Read(node.Value, type)
                ?? throw ProblemException.QueryInvalid($"{node.LiteralText} is not valid for {column}, which must be {Expected(type)}.");
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException or FormatException)
        {
            throw ProblemException.QueryInvalid($"{node.LiteralText} is out of the range of {column}.");
        }
    }

    private static object? Read(object? literal, Type type) => literal switch
    {
        string text when type == typeof(string) => text,
#pragma warning disable CS0618 // ODL 8 still parses a date literal into its own type.
        Date date when type == typeof(DateOnly) => new DateOnly(date.Year, date.Month, date.Day),
#pragma warning restore CS0618
        DateOnly date when type == typeof(DateOnly) => date,
        ODataEnumValue { Value: { } name } when type.IsEnum => EnumOf(name, type),
        string name when type.IsEnum => EnumOf(name, type),
        int or long or decimal or float or double when type == typeof(decimal) => Amount(literal),
        int or long when type == typeof(long) || type == typeof(int) =>
            Convert.ChangeType(literal, type, CultureInfo.InvariantCulture),
        _ => null,
    };

    // The parser has validated a single literal already, but passes the values of in (…) as text.
    private static object? EnumOf(string name, Type type) =>
        Enum.GetNames(type).Contains(name, StringComparer.Ordinal) ? Enum.Parse(type, name) : null;

    private static decimal Amount(object literal)
    {
        var amount = Convert.ToDecimal(literal, CultureInfo.InvariantCulture);
        if (decimal.Round(amount, 2) != amount)
            throw ProblemException.QueryInvalid($"{amount} has more than two decimals.");

        return Math.Abs(amount) < MaxAmount ? amount : throw new OverflowException();
    }

    private static string Expected(Type type) =>
        type == typeof(DateOnly) ? "a date (2025-01-31)"
        : type == typeof(string) ? "a text in single quotes"
        : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(n => $"'{n}'"))}"
        : "a number";
}

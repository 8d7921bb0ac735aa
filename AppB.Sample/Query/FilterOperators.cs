using AppB.Sample.Problems;
using Microsoft.OData.UriParser;

namespace AppB.Sample.Query;

/// <summary>
/// The comparisons that a column supports, by its type. Published in the contract and enforced before a comparison.
/// </summary>
internal static class FilterOperators
{
    public const string In = "in";
    public const string StartsWith = "startswith";

    private const string Equal = "eq";
    private const string NotEqual = "ne";
    private static readonly string[] Names = [Equal, NotEqual, In];
    private static readonly string[] Values = [Equal, NotEqual, "gt", "ge", "lt", "le", In];
    private static readonly string[] Texts = [.. Values, StartsWith];

    public static IReadOnlyList<string> Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsEnum ? Names : plain == typeof(string) ? Texts : Values;
    }

    public static string NameOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Equal => Equal,
        BinaryOperatorKind.NotEqual => NotEqual,
        BinaryOperatorKind.GreaterThan => "gt",
        BinaryOperatorKind.GreaterThanOrEqual => "ge",
        BinaryOperatorKind.LessThan => "lt",
        BinaryOperatorKind.LessThanOrEqual => "le",
        _ => kind.ToString(),
    };

    /// <exception cref="ProblemException">400: the column does not support the comparison.</exception>
    public static void Require(string name, string column, Type type)
    {
        if (!Of(type).Contains(name, StringComparer.Ordinal))
            throw ProblemException.QueryInvalid($"{column} does not support {name}. Use {string.Join(", ", Of(type))}.");
    }
}

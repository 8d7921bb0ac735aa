using System.Linq.Expressions;

namespace AppB.Sample.Query;

/// <summary>
/// Builds <c>column op value</c> so that EF sends the value as a parameter and SQLite can use an index.
/// </summary>
internal static class Comparison
{
    private static readonly System.Reflection.MethodInfo StringCompare =
        typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    public static Expression Of(ExpressionType op, Expression column, object? value)
    {
        var parameter = Parameter(column.Type, value);
        if (op is ExpressionType.Equal or ExpressionType.NotEqual)
            return Expression.MakeBinary(op, column, parameter);

        // Expression trees do not support < on strings and enums.
        if (column.Type == typeof(string))
            return Expression.MakeBinary(op, Expression.Call(StringCompare, column, parameter), Expression.Constant(0));

        return column.Type.IsEnum
            ? Expression.MakeBinary(op, Expression.Convert(column, typeof(int)), Expression.Convert(parameter, typeof(int)))
            : Expression.MakeBinary(op, column, parameter);
    }

    /// <summary>
    /// EF makes a parameter of a member of a captured object; it would write a constant into the SQL.
    /// </summary>
    public static Expression Parameter(Type type, object? value)
    {
        var captured = Activator.CreateInstance(typeof(Captured<>).MakeGenericType(type), value)!;
        return Expression.Property(Expression.Constant(captured), nameof(Captured<>.Value));
    }

    private sealed class Captured<TValue>(TValue value)
    {
        public TValue Value { get; } = value;
    }
}

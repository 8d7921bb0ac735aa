using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AppB.Sample.Data;

/// <summary>
/// Stores money as whole cents: SQLite has no decimal type, and integers sort, add and index exactly.
/// </summary>
internal sealed class MinorUnits() : ValueConverter<decimal, long>(amount => (long)(amount * 100), cents => cents / 100m)
{
    /// <summary>The smallest amount. All amounts are multiples of it.</summary>
    public const decimal Smallest = 0.01m;
}

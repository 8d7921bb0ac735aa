using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AppB.Sample.Data;

/// <summary>Money is kept as whole cents: SQLite has no decimal, and integers sort, sum and index exactly.</summary>
internal sealed class MinorUnits() : ValueConverter<decimal, long>(amount => (long)(amount * 100), cents => cents / 100m)
{
    /// <summary>The smallest amount there is; every other is a multiple of it.</summary>
    public const decimal Smallest = 0.01m;
}

using Microsoft.EntityFrameworkCore;

namespace AppB.Sample.Data;

/// <summary>
/// SQLite's likely() and unlikely(). They return their argument and tell the planner how often it is true, which the
/// planner cannot estimate for a range.
/// </summary>
internal static class PlannerHints
{
    public static bool Likely(bool condition) => condition;

    public static bool Unlikely(bool condition) => condition;

    public static void Register(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDbFunction(((Func<bool, bool>)Likely).Method).HasName("likely").IsBuiltIn();
        modelBuilder.HasDbFunction(((Func<bool, bool>)Unlikely).Method).HasName("unlikely").IsBuiltIn();
    }
}

namespace AppB.Sample.Data;

internal static class Money
{
    /// <summary>All amounts are in one currency, so that totals can be sorted and added.</summary>
    public const string Currency = "EUR";
}

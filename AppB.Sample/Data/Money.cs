namespace AppB.Sample.Data;

internal static class Money
{
    /// <summary>Every amount is in one currency, so that totals can be sorted and summed.</summary>
    public const string Currency = "EUR";
}

using System.Globalization;

namespace AccessContract;

/// <summary>Parses a NumericDate of RFC 7519: seconds since 1970, as a claim's text.</summary>
internal static class EpochTime
{
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static readonly string[] SmallerUnits = ["milliseconds", "microseconds", "nanoseconds"];

    /// <summary>Null for anything that is not a time between 1970 and 9999.</summary>
    public static DateTimeOffset? Read(string? text) =>
        Number(text) is >= 0 and var seconds && seconds <= MaxSeconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>
    /// The time that a number means in milliseconds, microseconds or nanoseconds, if it is too large for seconds: those from
    /// 1978 on. Null otherwise.
    /// </summary>
    public static (DateTimeOffset Time, string Unit)? OfSmallerUnit(string? text)
    {
        if (Number(text) is not { } number || number <= MaxSeconds)
            return null;

        foreach (var unit in SmallerUnits)
        {
            number /= 1000;
            if (number <= MaxSeconds)
                return (DateTimeOffset.UnixEpoch.AddSeconds(number), unit);
        }

        return null;
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

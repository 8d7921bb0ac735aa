using System.Globalization;

namespace AccessContract;

/// <summary>Parses a NumericDate of RFC 7519: seconds since 1970, as a claim's text.</summary>
internal static class EpochTime
{
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Null for anything that is not a time between 1970 and 9999.</summary>
    public static DateTimeOffset? Read(string? text) =>
        Number(text) is >= 0 and var seconds && seconds <= MaxSeconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;

    /// <summary>
    /// The time that a number means in milliseconds, if it is too large for seconds: those from 1978 on. Null otherwise.
    /// </summary>
    public static DateTimeOffset? OfMilliseconds(string? text) =>
        Number(text) is { } milliseconds && milliseconds > MaxSeconds && milliseconds / 1000 <= MaxSeconds
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}

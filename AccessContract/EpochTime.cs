using System.Globalization;

namespace AccessContract;

/// <summary>Parses a NumericDate of RFC 7519: seconds since 1970, as a claim's text.</summary>
internal static class EpochTime
{
    private static readonly long MaxSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Null for anything that is not a time between 1970 and 9999.</summary>
    public static DateTimeOffset? Read(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds >= 0 && seconds <= MaxSeconds
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}

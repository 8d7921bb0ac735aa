using System.Globalization;

namespace Entra.Emulator.Tenant;

/// <summary>
/// Compares URIs as text. A parsed Uri normalizes case, dot segments and escapes, which would let a look-alike pass as
/// the registered URI.
/// </summary>
internal static class RedirectUris
{
    private const string Localhost = "://localhost";

    /// <summary>Equal to a registered URI. On localhost any port is accepted.</summary>
    public static bool Matches(IEnumerable<string> registered, string? candidate) =>
        candidate is not null && registered.Any(r => r == candidate || r == WithoutLocalPort(candidate));

    /// <summary>A registered URI on localhost without a port, with the port that the app uses.</summary>
    public static string WithPortOf(string registered, string used)
    {
        var uri = new UriBuilder(registered);
        if (uri.Host == "localhost" && new Uri(registered).IsDefaultPort && Uri.TryCreate(used, UriKind.Absolute, out var own))
            uri.Port = own.Port;

        return uri.Uri.AbsoluteUri;
    }

    private static string? WithoutLocalPort(string candidate)
    {
        var host = candidate.IndexOf(Localhost, StringComparison.Ordinal);
        var colon = host + Localhost.Length;
        if (host < 0 || colon >= candidate.Length || candidate[colon] != ':')
            return null;

        // A registered URI may have no path.
        var path = candidate.IndexOf('/', colon) is >= 0 and var slash ? slash : candidate.Length;
        return path > colon && IsPort(candidate.AsSpan(colon + 1, path - colon - 1))
            ? candidate.Remove(colon, path - colon)
            : null;
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}

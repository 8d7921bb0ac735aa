using System.Text.RegularExpressions;

namespace Portal.Downstream;

/// <summary>Headers that settings add to each call of an API: <c>DownstreamApis:{api}:Headers:X-Tenant</c>.</summary>
internal static partial class ExtraHeaders
{
    private const int MaxCount = 20;
    private const int MaxLength = 1000;

    // Credentials, what the portal or HTTP sets itself, and what changes where or how a request is handled.
    private static readonly string[] Reserved =
    [
        "Accept", "Accept-Encoding", "Authorization", "Baggage", "Connection", "Cookie", "Cookie2", "Date", "Expect", "Forwarded",
        "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Keep-Alive", "Range",
        "Request-Id", "Set-Cookie", "TE", "Traceparent", "Tracestate", "Trailer", "Transfer-Encoding", "Upgrade", "Via",
        "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override",
    ];

    private static readonly string[] ReservedPrefixes = ["Content-", "Proxy-", "Sec-", "X-Forwarded-", "X-Original-", "X-Rewrite-"];

    /// <summary>What is wrong with a header; null if nothing is. It never contains the value.</summary>
    public static string? Problem(IDictionary<string, string> headers)
    {
        if (headers.Count > MaxCount)
            return $"must have at most {MaxCount} entries.";

        foreach (var (name, value) in headers)
        {
            if (!Name().IsMatch(name))
                return "has a name that is not valid for a header: letters, digits and hyphens, at most 100.";
            if (IsReserved(name))
                return $"must not contain {name}, which the portal or HTTP itself sets.";
            if (value is null or "" || value.Length > MaxLength || !Value().IsMatch(value))
                return $"must have a value for {name} of 1 to {MaxLength} printable ASCII characters, without spaces at its ends.";
        }

        return null;
    }

    private static bool IsReserved(string name) =>
        Reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
        || Array.Exists(ReservedPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[!-~]([ -~]*[!-~])?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Value();
}

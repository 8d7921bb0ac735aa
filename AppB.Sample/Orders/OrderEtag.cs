using System.Globalization;
using AppB.Sample.Problems;
using Microsoft.Net.Http.Headers;

namespace AppB.Sample.Orders;

/// <summary>The strong ETag of an order and the conditions on it (RFC 9110 §13).</summary>
internal static class OrderEtag
{
    public static void Set(HttpResponse response, int version) => response.Headers.ETag = Of(version);

    public static bool NotModified(HttpRequest request, int version) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags)
        && tags.Any(t => t.Tag == "*" || t.Compare(new EntityTagHeaderValue(Of(version)), useStrongComparison: false));

    /// <exception cref="ProblemException">428: a change without If-Match could overwrite someone else's.</exception>
    public static void RequireIfMatch(HttpRequest request)
    {
        // The raw header, because an unparsable If-Match is stale, not missing.
        if (string.IsNullOrWhiteSpace(request.Headers.IfMatch))
        {
            throw new ProblemException(new(
                ProblemCodes.EtagMissing,
                "ETag missing",
                StatusCodes.Status428PreconditionRequired,
                "Send If-Match with the ETag of the last GET."));
        }
    }

    /// <exception cref="ProblemException">412: the tag is of another version, weak or malformed.</exception>
    public static void RequireMatch(HttpRequest request, int version)
    {
        var current = new EntityTagHeaderValue(Of(version));
        if (!EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var tags)
            || !tags.Any(t => t.Compare(current, useStrongComparison: true)))
        {
            throw StaleEtag();
        }
    }

    public static ProblemException StaleEtag() => new(new(
        ProblemCodes.EtagStale,
        "ETag stale",
        StatusCodes.Status412PreconditionFailed,
        "The order has changed since it was read, or If-Match has no strong ETag. Read the order again."));

    private static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

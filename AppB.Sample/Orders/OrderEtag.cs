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

    /// <exception cref="ProblemException">428: a change without If-Match could undo another's.</exception>
    public static void RequireIfMatch(HttpRequest request)
    {
        // The raw header: one that cannot be parsed was still sent, and is stale rather than missing.
        if (string.IsNullOrWhiteSpace(request.Headers.IfMatch))
        {
            throw new ProblemException(new(
                ProblemCodes.EtagMissing,
                "ETag missing",
                StatusCodes.Status428PreconditionRequired,
                "A change needs If-Match with the ETag that GET answered."));
        }
    }

    /// <exception cref="ProblemException">412: the tag is of another version, weak, or no tag at all.</exception>
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
        "The order has changed since it was read, or If-Match names no strong ETag. Read it again, then decide again."));

    private static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}

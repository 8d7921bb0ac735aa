using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.Downstream.Dialect;

/// <summary>One page of an API's groups, as rows with the properties of <see cref="DataGroups"/>.</summary>
/// <param name="Next">What the next page is requested with, for <see cref="GroupWriter.WritePage"/>; null on the last one.</param>
/// <param name="Incomplete">One of <see cref="IncompleteReasons"/> if there are more groups and no <paramref name="Next"/>.</param>
internal sealed record GroupRows(IReadOnlyList<JsonObject> Rows, string? Next, string? Incomplete)
{
    private static readonly string[] Formats = ["", "yyyy", "yyyy-MM", "yyyy-MM-dd"];

    /// <exception cref="ProblemException">The response is not what <see cref="GroupWriter"/> requested.</exception>
    public static async Task<GroupRows> ReadAsync(
        DownstreamResponse response, ContractView view, DataGroups groups, GroupCurrency currency, CancellationToken cancellationToken)
    {
        var body = await response.ReadJsonAsync(cancellationToken);
        try
        {
            var parts = PageParts.Read(body.Span, view.Protocol);
            if (parts.Rows is not { } range)
                throw Unexpected(response.Api);

            using var rows = JsonDocument.Parse(body[range]);
            var (next, incomplete) = NextOf(view, parts, response.Response);
            return new([.. rows.RootElement.EnumerateArray().Select(row => ReadOne(row, view.View, groups, currency))], next, incomplete);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException
            or KeyNotFoundException or ArgumentOutOfRangeException)
        {
            throw Unexpected(response.Api);
        }
    }

    private static JsonObject ReadOne(JsonElement row, DataView view, DataGroups groups, GroupCurrency currency)
    {
        var parts = view.Columns.FirstOrDefault(c => c.Name == groups.By) is { } by ? GroupWriter.PartsOf(by, groups.Period) : [];
        var read = new JsonObject
        {
            [DataGroups.ByProperty] = parts.Count > 0
                ? PeriodOf([.. parts.Select(part => row.GetProperty(part.Alias))])
                : KeyOf(row.GetProperty(groups.By)),
            [DataGroups.ValueProperty] = NumberOf(row.GetProperty(GroupWriter.Value)),
        };
        if (currency.Column is { } column)
            read[DataGroups.CurrencyProperty] = row.GetProperty(column.Name).GetString();
        else if (currency.Value is { } known)
            read[DataGroups.CurrencyProperty] = known;

        return read;
    }

    // 2026, 2026-03 or 2026-03-01; null for the rows without a date.
    private static string? PeriodOf(List<JsonElement> parts)
    {
        if (parts.TrueForAll(part => part.ValueKind == JsonValueKind.Null))
            return null;

        var numbers = parts.ConvertAll(part => part.GetInt32());
        var day = new DateOnly(numbers[0], numbers.Count > 1 ? numbers[1] : 1, numbers.Count > 2 ? numbers[2] : 1);
        return day.ToString(Formats[numbers.Count], CultureInfo.InvariantCulture);
    }

    // GetString throws on half a surrogate pair, which could not be written again.
    private static JsonNode? KeyOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonValue.Create(value.GetString()),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => JsonNode.Parse(value.GetRawText()),
        _ => throw new FormatException("A group is named by a list or an object."),
    };

    // Some APIs write numbers of many digits as texts. The digits stay as they are.
    private static JsonNode? NumberOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.Null => JsonNode.Parse(value.GetRawText()),
        JsonValueKind.String when NumberText.IsPlain(value.GetString()) => JsonNode.Parse(value.GetString()!),
        _ => throw new FormatException("The value of a group is not a number."),
    };

    // Only a link of the API leads to more groups: its parameters for pages of rows are not meant for groups.
    private static (string? Next, string? Incomplete) NextOf(ContractView view, PageParts parts, HttpResponseMessage response)
    {
        var link = parts.Next is { } written ? new NextLink(written, parts.NextParameter) : PageLinks.Of(response).Next;
        if (link is null)
            return (null, parts.HasMore is true ? IncompleteReasons.NoNextPage : null);

        var (after, reason) = link.Read(view, new DataQuery(), response.RequestMessage?.RequestUri);
        var isMeant = after is not null && (link.Value.Contains('?', StringComparison.Ordinal) || after == link.Value);
        return isMeant ? (after, null) : (null, reason ?? IncompleteReasons.NoNextPage);
    }

    private static ProblemException Unexpected(string api) =>
        new(ErrorResponseReader.Unexpected(api, "JSON without the groups that were requested"));
}

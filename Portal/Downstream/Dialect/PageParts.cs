using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Portal.Downstream.Dialect;

/// <summary>
/// Where a response body has its rows, and what it says about the pages after it, found in one walk over its tokens. The
/// rows themselves stay bytes: nobody here needs their values.
/// </summary>
internal sealed class PageParts
{
    // Names of the document come before those that are only well known.
    private const int Declared = -1;
    private const int MaxDepth = 4;

    private readonly DataProtocol _protocol;
    private int _nextRank = int.MaxValue;
    private int _countRank = int.MaxValue;
    private (bool IsEndCertain, bool IsNextUnknown) _seen;
    private int _lastRow;

    private PageParts(DataProtocol protocol) => _protocol = protocol;

    /// <summary>The bytes of the JSON list of rows; null if it is not where the contract says.</summary>
    public Range? Rows { get; private set; }

    public int RowCount { get; private set; }

    public long? Count { get; private set; }

    /// <summary>Under a name that some APIs use for the rows of the page.</summary>
    public bool IsCountAmbiguous { get; private set; }

    /// <summary>The address or token of the next page, as the API writes it.</summary>
    public string? Next { get; private set; }

    /// <summary>The parameter that <see cref="Next"/> is usually sent back in; null if it is a link, or unknown.</summary>
    public string? NextParameter { get; private set; }

    /// <summary>The API says that more rows follow, or that none does.</summary>
    public bool? HasMore { get; private set; }

    public long? PageCount { get; private set; }

    public long? PageNumber { get; private set; }

    /// <summary>The place of a next page is in the response, and empty.</summary>
    public bool IsEnd { get; private set; }

    /// <exception cref="JsonException">The body is not valid JSON in UTF-8, or a row is not an object.</exception>
    /// <exception cref="InvalidOperationException">A text in it has half a surrogate pair.</exception>
    public static PageParts Read(ReadOnlySpan<byte> body, DataProtocol protocol)
    {
        if (!Utf8.IsValid(body))
            throw new JsonException("The body is not UTF-8.");

        var parts = new PageParts(protocol);
        var json = new Utf8JsonReader(body);
        json.Read();
        parts.ReadValue(ref json, "", "");

        // Throws if anything follows.
        json.Read();
        parts.Decide();
        return parts;
    }

    // What belongs to the page itself, and next pages in an unknown form.
    private void Decide()
    {
        if ((PageNames.IsWeak(_nextRank) && _seen.IsEndCertain) || (PageNames.IsLastId(_nextRank) && HasMore is not true))
            (Next, NextParameter) = (null, null);
        if (_seen.IsNextUnknown && Next is null && !IsEnd)
            HasMore ??= true;
    }

    /// <summary>The id of the last row, for APIs that continue after it; null if it has none.</summary>
    public string? LastId(ReadOnlySpan<byte> body)
    {
        if (RowCount == 0)
            return null;

        var json = new Utf8JsonReader(body[_lastRow..]);
        using var row = JsonDocument.ParseValue(ref json);
        return row.RootElement.TryGetProperty("id", out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number
            ? id.ToString()
            : null;
    }

    private void ReadValue(ref Utf8JsonReader json, string location, string name)
    {
        if (json.TokenType == JsonTokenType.StartArray && location == (_protocol.Rows ?? ""))
            ReadRows(ref json);
        else if (json.TokenType == JsonTokenType.StartArray && PageNames.IsEnvelope(name))
            ReadLinks(ref json);
        else if (json.TokenType == JsonTokenType.StartObject && PageNames.Find(name)?.Role == PageRole.Count)
            ReadCount(ref json, name);
        else if (json.TokenType == JsonTokenType.StartObject && Contains(location, name))
            ReadObject(ref json, location, name);
        else
            ReadOther(ref json, location, name);
    }

    private bool Contains(string location, string name) => location.Length == 0
        || Array.Exists([_protocol.Rows, _protocol.Count, _protocol.Next],
            l => l?.StartsWith(location + "/", StringComparison.Ordinal) is true)
        || ((PageNames.IsEnvelope(name) || PageNames.Find(name)?.Role == PageRole.Next) && location.Count('/') < MaxDepth);

    private void ReadObject(ref Utf8JsonReader json, string location, string parent)
    {
        var isLink = PageNames.Find(parent)?.Role == PageRole.Next;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            _seen.IsNextUnknown |= isLink && !PageNames.IsEnvelope(parent) && json.TokenType != JsonTokenType.Null;

            // "next": { "href": … }, "next": { "page": 2 }
            var role = !isLink ? name
                : PageNames.IsAddress(name) ? parent
                : PageNames.Find(name)?.Role == PageRole.PageNumber ? PageNames.NextNumber
                : name;
            ReadValue(ref json, location.Length == 0 ? name : $"{location}/{name}", role);
        }
    }

    private void ReadRows(ref Utf8JsonReader json)
    {
        var (start, depth) = ((int)json.TokenStartIndex, json.CurrentDepth);
        RowCount = 0;
        while (json.Read() && (json.CurrentDepth > depth || json.TokenType != JsonTokenType.EndArray))
        {
            if (json.TokenType == JsonTokenType.PropertyName)
            {
                CheckName(ref json);
            }
            else if (json.CurrentDepth == depth + 1 && json.TokenType != JsonTokenType.EndObject)
            {
                RowCount += json.TokenType == JsonTokenType.StartObject ? 1 : throw new JsonException("A row is not an object.");
                _lastRow = (int)json.TokenStartIndex;
            }
        }

        Rows = start..(int)json.BytesConsumed;
    }

    // A name with half a surrogate pair is valid JSON, but any look-up of a value in its object would throw.
    private static void CheckName(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
            _ = json.GetString();
    }

    // "links": [{ "rel": "next", "href": … }]
    private void ReadLinks(ref Utf8JsonReader json)
    {
        using var list = JsonDocument.ParseValue(ref json);
        foreach (var link in list.RootElement.EnumerateArray().Where(link => link.ValueKind == JsonValueKind.Object))
        {
            var parts = link.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.String).ToList();
            if (parts.Exists(p => PageNames.IsRelation(p.Name) && p.Value.ValueEquals("next"))
                && parts.Find(p => PageNames.IsAddress(p.Name)) is { Value.ValueKind: JsonValueKind.String } address)
            {
                SetNext(address.Value.GetString(), int.MaxValue - 1, parameter: null);
            }
        }
    }

    // "total": { "value": 11, "relation": "eq" }: any other relation is a lower bound. An object with other members is none.
    private void ReadCount(ref Utf8JsonReader json, string name)
    {
        using var count = JsonDocument.ParseValue(ref json);
        var members = count.RootElement.EnumerateObject().ToList();
        if (members.Count == 2 && members.Find(m => m.NameEquals("value")).Value is { ValueKind: JsonValueKind.Number } value
            && members.Find(m => m.NameEquals("relation")).Value is { ValueKind: JsonValueKind.String } relation
            && relation.ValueEquals("eq") && value.TryGetInt64(out var number)
            && PageNames.Find(name) is { } known && known.Rank < _countRank)
        {
            (Count, _countRank, IsCountAmbiguous) = (number, known.Rank, false);
        }
    }

    private void ReadOther(ref Utf8JsonReader json, string location, string name)
    {
        if (location == _protocol.Next)
            ReadSignal(ref json, PageRole.Next, Declared, name);
        else if (location == _protocol.Count)
            ReadSignal(ref json, PageRole.Count, Declared, name);
        else if (PageNames.Find(name) is { } known)
            ReadSignal(ref json, known.Role, known.Rank, name);

        json.Skip();
    }

    private void ReadSignal(ref Utf8JsonReader json, PageRole role, int rank, string name)
    {
        switch (json.TokenType, role)
        {
            case (JsonTokenType.String or JsonTokenType.Number, PageRole.Next) when rank != Declared && IsRowNumber(ref json, name):
                break;
            case (JsonTokenType.String, PageRole.Next):
                SetNext(json.GetString(), rank, PageNames.Find(name)?.Parameter);
                break;
            case (JsonTokenType.Number, PageRole.Next):
                SetNext(Encoding.UTF8.GetString(json.ValueSpan), rank, PageNames.Find(name)?.Parameter);
                break;
            case (JsonTokenType.Null, PageRole.Next):
                SetNext(null, rank, parameter: null);
                break;
            case (_, PageRole.End):
                SetNext(null, Declared, parameter: null);
                break;
            case (JsonTokenType.True or JsonTokenType.False, PageRole.Next or PageRole.HasMore):
                HasMore = json.GetBoolean();
                break;
            case (JsonTokenType.True or JsonTokenType.False, PageRole.IsLast or PageRole.PageCount):
                HasMore = !json.GetBoolean();
                break;
            case (JsonTokenType.String or JsonTokenType.Number, PageRole.Count) when rank < _countRank:
                (Count, _countRank) = (Number(ref json), rank);
                IsCountAmbiguous = name.Equals(PageNames.AmbiguousCount, StringComparison.OrdinalIgnoreCase);
                break;
            case (JsonTokenType.Number, PageRole.PageCount):
                PageCount = Number(ref json);
                break;
            case (JsonTokenType.Number, PageRole.PageNumber):
                PageNumber = Number(ref json);
                break;
        }
    }

    private void SetNext(string? next, int rank, string? parameter)
    {
        if (string.IsNullOrEmpty(next))
            (IsEnd, _seen.IsEndCertain) = (IsEnd || !PageNames.IsWeak(rank), _seen.IsEndCertain || !PageNames.IsWeak(rank));
        else if (rank < _nextRank)
            (Next, NextParameter, _nextRank) = (next, parameter, rank);
    }

    // The "offset" of the page, not the token of the next one.
    private static bool IsRowNumber(ref Utf8JsonReader json, string name) =>
        name.Equals(PageNames.AmbiguousOffset, StringComparison.OrdinalIgnoreCase)
        && (json.TokenType == JsonTokenType.Number || Number(ref json) is not null);

    // Some APIs write counts as texts.
    private static long? Number(ref Utf8JsonReader json) =>
        long.TryParse(json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

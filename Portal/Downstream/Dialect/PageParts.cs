using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Contracts.Data;

namespace Portal.Downstream.Dialect;

/// <summary>
/// Where a response body has its rows, count and next page, found in one walk over its tokens. The rows themselves stay
/// bytes: nobody here needs their values.
/// </summary>
internal sealed class PageParts
{
    private readonly DataProtocol _protocol;

    private PageParts(DataProtocol protocol) => _protocol = protocol;

    /// <summary>The bytes of the JSON list of rows; null if it is not where the contract says.</summary>
    public Range? Rows { get; private set; }

    public int RowCount { get; private set; }

    public long? Count { get; private set; }

    /// <summary>The address or token of the next page, as the API writes it.</summary>
    public string? Next { get; private set; }

    /// <exception cref="JsonException">The body is not valid JSON in UTF-8, or a row is not an object.</exception>
    /// <exception cref="InvalidOperationException">A text in it has half a surrogate pair.</exception>
    public static PageParts Read(ReadOnlySpan<byte> body, DataProtocol protocol)
    {
        if (!Utf8.IsValid(body))
            throw new JsonException("The body is not UTF-8.");

        var parts = new PageParts(protocol);
        var json = new Utf8JsonReader(body);
        json.Read();
        parts.ReadValue(ref json, "");

        // Throws if anything follows.
        json.Read();
        return parts;
    }

    private void ReadValue(ref Utf8JsonReader json, string location)
    {
        if (location == (_protocol.Rows ?? "") && json.TokenType == JsonTokenType.StartArray)
            ReadRows(ref json);
        else if (json.TokenType == JsonTokenType.StartObject && Contains(location))
            ReadObject(ref json, location);
        else
            ReadOther(ref json, location);
    }

    private bool Contains(string location) => location.Length == 0
        || Array.Exists([_protocol.Rows, _protocol.Count, _protocol.Next],
            l => l?.StartsWith(location + "/", StringComparison.Ordinal) is true);

    private void ReadObject(ref Utf8JsonReader json, string location)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            ReadValue(ref json, location.Length == 0 ? name : $"{location}/{name}");
        }
    }

    private void ReadRows(ref Utf8JsonReader json)
    {
        var (start, depth) = ((int)json.TokenStartIndex, json.CurrentDepth);
        RowCount = 0;
        while (json.Read() && (json.CurrentDepth > depth || json.TokenType != JsonTokenType.EndArray))
        {
            if (json.TokenType == JsonTokenType.PropertyName)
                CheckName(ref json);
            else if (json.CurrentDepth == depth + 1 && json.TokenType != JsonTokenType.EndObject)
                RowCount += json.TokenType == JsonTokenType.StartObject ? 1 : throw new JsonException("A row is not an object.");
        }

        Rows = start..(int)json.BytesConsumed;
    }

    // A name with half a surrogate pair is valid JSON, but any look-up of a value in its object would throw.
    private static void CheckName(ref Utf8JsonReader json)
    {
        if (json.ValueIsEscaped)
            _ = json.GetString();
    }

    private void ReadOther(ref Utf8JsonReader json, string location)
    {
        if (location == _protocol.Count && json.TokenType == JsonTokenType.Number)
            Count = json.TryGetInt64(out var count) && count >= 0 ? count : null;
        if (location == _protocol.Next)
        {
            Next = json.TokenType switch
            {
                JsonTokenType.String => json.GetString(),
                JsonTokenType.Number => Encoding.UTF8.GetString(json.ValueSpan),
                _ => null,
            };
        }

        json.Skip();
    }
}

using System.Buffers.Text;
using System.Text.Json;
using AppB.Sample.Problems;

namespace AppB.Sample.Query;

/// <summary>Where a page ended: the order, and the last row's sort value and id. Sent as $skiptoken.</summary>
/// <param name="O">The order of the page.</param>
/// <param name="V">The last row's value of the sorted column.</param>
/// <param name="I">The last row's id.</param>
/// <param name="T">Whether the next row has the same value.</param>
internal sealed record PageCursor(string O, JsonElement V, long I, bool T)
{
    public long Id => I;

    public bool Ties => T;

    public static PageCursor Create(string order, object? value, long id, bool ties) =>
        new(order, JsonSerializer.SerializeToElement(value), id, ties);

    public static PageCursor Parse(string token, string order)
    {
        try
        {
            var cursor = JsonSerializer.Deserialize<PageCursor>(Base64Url.DecodeFromChars(token));
            if (cursor?.O == order)
                return cursor;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Refused below, like a token of another order.
        }

        throw WrongToken();
    }

    /// <summary>The value, converted to the sorted column's type.</summary>
    public object Read(Type type)
    {
        try
        {
            return V.Deserialize(type) ?? throw WrongToken();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            throw WrongToken();
        }
    }

    public override string ToString() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    private static ProblemException WrongToken() =>
        ProblemException.QueryInvalid("$skiptoken does not belong to this order. Use @odata.nextLink unchanged.");
}

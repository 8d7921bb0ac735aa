using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace ServiceDefaults;

/// <summary>
/// How request bodies are read: no member twice, null only where it is allowed, numbers as numbers, and only text that can be
/// read as text. What violates this is a <see cref="JsonException"/>, so that code behind it need not expect it.
/// </summary>
public static partial class StrictJson
{
    private const string Member = "member";

    /// <summary>Makes the serializer strict. Set its depth and the handling of unknown members apart.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(RefuseNullElements);
    }

    /// <summary>
    /// Checks what the serializer does not: invalid UTF-8 and halves of surrogate pairs. It copies such text into a
    /// <see cref="JsonElement"/> unread, and reading it later throws. Text that is not JSON is left to the serializer.
    /// </summary>
    /// <exception cref="JsonException">The JSON contains such text.</exception>
    public static void CheckText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            throw new JsonException("The text is not valid UTF-8.");

        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var position = new JsonPosition();
        try
        {
            while (reader.Read())
            {
                position.Follow(ref reader, out var isText);
                if (!isText)
                    throw Unreadable(position);
            }
        }
        catch (JsonException exception) when (exception.Data[Member] is null)
        {
            // Not JSON.
        }
    }

    /// <summary>
    /// The invalid member, such as <c>changes[0].name</c>; null if it is the whole body. What looks like content is left out,
    /// since the names in the body are the caller's.
    /// </summary>
    public static string? MemberOf(JsonException exception)
    {
        var path = exception.Path is { Length: > 2 } found ? found[2..] : "";
        if (exception.Data[Member] is string inner)
            path = path.Length > 0 ? $"{path}.{inner}" : inner;

        return Names().Match(path).Value is { Length: > 0 } names ? names : null;
    }

    private static JsonException Unreadable(JsonPosition position)
    {
        var exception = new JsonException("The text contains half of a surrogate pair.");
        exception.Data[Member] = position.Path;
        return exception;
    }

    // Nullable annotations of list elements do not exist at run time, so no element may be null.
    private static void RefuseNullElements(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;

        List<JsonPropertyInfo> lists = [.. type.Properties.Where(p => p.Get is not null && IsList(p.PropertyType))];
        if (lists.Count == 0)
            return;

        var before = type.OnDeserialized;
        type.OnDeserialized = read =>
        {
            before?.Invoke(read);
            foreach (var list in lists)
                Check(list.Name, list.Get!(read));
        };
    }

    private static bool IsList(Type type) => type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);

    private static void Check(string name, object? list)
    {
        var index = 0;
        foreach (var element in list switch { IDictionary map => map.Values, IEnumerable items => items, _ => Array.Empty<object>() })
        {
            if (element is null)
            {
                var exception = new JsonException("An element of a list is null.");
                exception.Data[Member] = list is IDictionary ? name : $"{name}[{index}]";
                throw exception;
            }

            index++;
        }
    }

    [GeneratedRegex(@"^[A-Za-z]\w{0,31}(\[\d{1,6}\])?(\.[A-Za-z]\w{0,31}(\[\d{1,6}\])?){0,7}",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Names();
}

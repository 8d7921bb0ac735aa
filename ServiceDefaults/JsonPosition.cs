using System.Text;
using System.Text.Json;

namespace ServiceDefaults;

/// <summary>The member that a <see cref="Utf8JsonReader"/> has just read, such as <c>changes[0].name</c>.</summary>
internal sealed class JsonPosition
{
    private readonly List<Level> _levels = [];

    public string Path
    {
        get
        {
            var path = new StringBuilder();
            foreach (var level in _levels)
            {
                _ = level.IsArray ? path.Append('[').Append(level.Index).Append(']')
                    : path.Append(path.Length > 0 ? "." : "").Append(level.Name);
            }

            return path.ToString();
        }
    }

    /// <param name="isText">False if the token is a name or a text that cannot be read.</param>
    public void Follow(ref Utf8JsonReader reader, out bool isText)
    {
        isText = true;
        switch (reader.TokenType)
        {
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _levels.RemoveAt(_levels.Count - 1);
                return;

            case JsonTokenType.PropertyName:
                _levels[^1].Name = TextOf(ref reader);
                isText = _levels[^1].Name is not null;
                return;
        }

        if (_levels is [.., { IsArray: true } array])
            array.Index++;
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            _levels.Add(new Level(reader.TokenType == JsonTokenType.StartArray));
        else if (reader is { TokenType: JsonTokenType.String, ValueIsEscaped: true })
            isText = TextOf(ref reader) is not null;
    }

    // Only escapes can be unreadable: the bytes were checked before.
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private sealed class Level(bool isArray)
    {
        public bool IsArray => isArray;

        public int Index { get; set; } = -1;

        public string? Name { get; set; }
    }
}

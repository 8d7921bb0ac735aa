using System.Buffers.Binary;
using System.Text;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// Reads the attributes out of a render batch, in the binary format of blazor.web.js: which elements were added, and
/// which of their attributes changed. All numbers are little-endian; the last five are the positions of the tables.
/// </summary>
internal sealed class RenderBatch(byte[] data)
{
    private const int PrependFrame = 1;
    private const int SetAttribute = 3;
    private const int ElementFrame = 1;
    private const int AttributeFrame = 3;
    private const int EditLength = 16;
    private const int FrameLength = 20;

    public IEnumerable<BatchElement> Elements()
    {
        var diffs = Int(data.Length - 20);
        for (var i = 0; i < Int(diffs); i++)
        {
            var diff = Int(diffs + 4 + (i * 4));
            var component = Int(diff);
            for (var e = 0; e < Int(diff + 4); e++)
            {
                var edit = diff + 8 + (e * EditLength);
                var frame = Int(edit + 8);
                if (Int(edit) == PrependFrame)
                {
                    foreach (var element in Added(component, frame))
                        yield return element;
                }
                else if (Int(edit) == SetAttribute)
                {
                    yield return new(component, IsNew: false, [Attribute(frame)]);
                }
            }
        }
    }

    private IEnumerable<BatchElement> Added(int component, int first)
    {
        var end = first + (Type(first) == ElementFrame ? Int(Position(first) + 4) : 1);
        for (var frame = first; frame < end; frame++)
        {
            if (Type(frame) != ElementFrame)
                continue;

            var attributes = new List<BatchAttribute>();
            for (var next = frame + 1; next < end && Type(next) == AttributeFrame; next++)
                attributes.Add(Attribute(next));
            yield return new(component, IsNew: true, attributes);
        }
    }

    private BatchAttribute Attribute(int frame) => new(
        Text(Int(Position(frame) + 4)) ?? "",
        Text(Int(Position(frame) + 8)),
        BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(Position(frame) + 12)));

    private int Position(int frame) => Int(data.Length - 16) + 4 + (frame * FrameLength);

    private int Type(int frame) => Int(Position(frame));

    private int Int(int position) => BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(position));

    private string? Text(int index)
    {
        if (index < 0)
            return null;

        using var reader = new BinaryReader(new MemoryStream(data), Encoding.UTF8);
        reader.BaseStream.Position = Int(Int(data.Length - 4) + (index * 4));
        return reader.ReadString();
    }
}

/// <param name="Component">The component whose markup it is.</param>
/// <param name="IsNew">False for an element that stays; then only the changed attribute is listed.</param>
internal sealed record BatchElement(int Component, bool IsNew, IReadOnlyList<BatchAttribute> Attributes)
{
    public BatchAttribute? this[string name] => Attributes.FirstOrDefault(a => a.Name == name);
}

/// <param name="Handler">Identifies the event handler; 0 for an attribute with a value.</param>
internal sealed record BatchAttribute(string Name, string? Value, ulong Handler);

using System.Text;
using Google.Protobuf;

namespace Portal.Tests.Hosting.Telemetry;

/// <summary>A protobuf message whose fields are found by number. It needs no generated code.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Number, byte[] Value)> _fields = [];

    public ProtobufMessage(byte[] bytes)
    {
        var input = new CodedInputStream(bytes);
        for (uint tag; (tag = input.ReadTag()) != 0;)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.LengthDelimited:
                    _fields.Add((number, input.ReadBytes().ToByteArray()));
                    break;
                case WireFormat.WireType.Fixed64:
                    _fields.Add((number, BitConverter.GetBytes(input.ReadFixed64())));
                    break;
                case WireFormat.WireType.Varint:
                    _fields.Add((number, BitConverter.GetBytes(input.ReadUInt64())));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    public bool Has(int number) => _fields.Exists(f => f.Number == number);

    public string Text(int number) => Encoding.UTF8.GetString(Value(number));

    public long Integer(int number) => Has(number) ? BitConverter.ToInt64(Value(number)) : 0;

    public double Double(int number) => Has(number) ? BitConverter.ToDouble(Value(number)) : 0;

    public IEnumerable<ProtobufMessage> All(int number) =>
        _fields.Where(f => f.Number == number).Select(f => new ProtobufMessage(f.Value));

    private byte[] Value(int number) => _fields.Find(f => f.Number == number).Value ?? [];
}

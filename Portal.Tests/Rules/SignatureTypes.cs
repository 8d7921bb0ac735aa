using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace Portal.Tests.Rules;

/// <summary>
/// Reports each type named in a signature or in attribute arguments. How types are combined, such as into arrays, is ignored.
/// </summary>
internal sealed class SignatureTypes(Func<EntityHandle, string> nameOf, Action<string> use)
    : ISignatureTypeProvider<string, object?>, ICustomAttributeTypeProvider<string>
{
    private const string SystemType = "System.Type";
    private const string Combined = "";

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Use(handle);

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Use(handle);

    public string GetTypeFromSpecification(
        MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    // "Outer+Nested", or "Generic`1[[Argument, Assembly, Version=1.0.0.0]], Assembly": other parts match no type.
    public string GetTypeFromSerializedName(string name)
    {
        foreach (var part in name.Split(['[', ']', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            use(part.Split('+', '`')[0]);

        return Combined;
    }

    // The size determines how the rest is read. A wrong size causes BadImageFormatException, not a missed type.
    public PrimitiveTypeCode GetUnderlyingEnumType(string type) => PrimitiveTypeCode.Int32;

    public bool IsSystemType(string type) => type == SystemType;

    public string GetSystemType() => SystemType;

    public string GetArrayType(string elementType, ArrayShape shape) => Combined;

    public string GetByReferenceType(string elementType) => Combined;

    public string GetFunctionPointerType(MethodSignature<string> signature) => Combined;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => Combined;

    public string GetGenericMethodParameter(object? genericContext, int index) => Combined;

    public string GetGenericTypeParameter(object? genericContext, int index) => Combined;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => Combined;

    public string GetPinnedType(string elementType) => Combined;

    public string GetPointerType(string elementType) => Combined;

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => Combined;

    public string GetSZArrayType(string elementType) => Combined;

    private string Use(EntityHandle handle)
    {
        var name = nameOf(handle);
        use(name);
        return name;
    }
}

using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Portal.Tests.Rules;

/// <summary>
/// Reads what types use from an assembly's metadata and IL. No assembly is loaded, including the referenced ones.
/// Constants and <c>nameof</c> leave no reference in IL.
/// </summary>
/// <remarks>
/// Not ArchUnitNET 0.13.5: it misses catch clauses, the bodies of async iterators, generic attributes and arrays of types
/// in attributes, and takes 3 s for the portal; this takes half a second. NetArchTest results do not name the used type.
/// </remarks>
internal sealed class CompiledCodeReader
{
    // Where the Razor compiler puts type inference for the generic components of Portal.Components.X.
    private const string RazorNamespace = "__Blazor.";

    private static readonly Dictionary<int, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => code.OperandType);

    private readonly PEReader _image;
    private readonly MetadataReader _metadata;
    private readonly SignatureTypes _signatures;
    private readonly HashSet<string> _types = [];
    private readonly HashSet<TypeUse> _uses = [];
    private readonly HashSet<MemberUse> _members = [];
    private string _user = "";

    private CompiledCodeReader(PEReader image)
    {
        _image = image;
        _metadata = image.GetMetadataReader();
        _signatures = new SignatureTypes(Name, Use);
    }

    /// <summary>Reads the types below the namespace <paramref name="root"/>.</summary>
    public static CompiledCode Read(string path, string root)
    {
        using var image = new PEReader(File.OpenRead(path));
        var reader = new CompiledCodeReader(image);
        foreach (var type in reader._metadata.TypeDefinitions)
        {
            reader._user = reader.Name(type);
            if (CompiledCode.IsWithin(reader._user, root))
                reader.ReadType(reader._metadata.GetTypeDefinition(type));
        }

        return new CompiledCode(reader._types, reader._uses, reader._members);
    }

    private void ReadType(TypeDefinition type)
    {
        _types.Add(_user);
        Use(type.BaseType);
        foreach (var implementation in type.GetInterfaceImplementations())
            Use(_metadata.GetInterfaceImplementation(implementation).Interface);

        UseAttributes(type.GetCustomAttributes());
        UseGenericParameters(type.GetGenericParameters());
        foreach (var property in type.GetProperties())
            UseAttributes(_metadata.GetPropertyDefinition(property).GetCustomAttributes());

        foreach (var declared in type.GetEvents())
            UseAttributes(_metadata.GetEventDefinition(declared).GetCustomAttributes());

        foreach (var field in type.GetFields().Select(_metadata.GetFieldDefinition))
        {
            field.DecodeSignature(_signatures, null);
            UseAttributes(field.GetCustomAttributes());
        }

        foreach (var method in type.GetMethods())
            ReadMethod(_metadata.GetMethodDefinition(method));
    }

    private void ReadMethod(MethodDefinition method)
    {
        method.DecodeSignature(_signatures, null);
        UseAttributes(method.GetCustomAttributes());
        UseGenericParameters(method.GetGenericParameters());
        foreach (var parameter in method.GetParameters())
            UseAttributes(_metadata.GetParameter(parameter).GetCustomAttributes());

        if (method.RelativeVirtualAddress == 0)
            return;

        var body = _image.GetMethodBody(method.RelativeVirtualAddress);
        if (!body.LocalSignature.IsNil)
            _metadata.GetStandaloneSignature(body.LocalSignature).DecodeLocalSignature(_signatures, null);

        foreach (var region in body.ExceptionRegions)
            Use(region.CatchType);

        ReadInstructions(body.GetILReader());
    }

    private void ReadInstructions(BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int instruction = code.ReadByte();
            if (instruction == 0xFE)
                instruction = (instruction << 8) | code.ReadByte();

            switch (Operands[instruction])
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    Use(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    code.Offset += sizeof(int) * code.ReadInt32();
                    break;
                case var operand:
                    code.Offset += Size(operand);
                    break;
            }
        }
    }

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        _ => 4,
    };

    private void UseAttributes(CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(_metadata.GetCustomAttribute))
        {
            Use(attribute.Constructor);
            attribute.DecodeValue(_signatures); // For typeof(X) among the arguments.
        }
    }

    private void UseGenericParameters(GenericParameterHandleCollection parameters)
    {
        foreach (var parameter in parameters.Select(_metadata.GetGenericParameter))
        {
            UseAttributes(parameter.GetCustomAttributes());
            foreach (var constraint in parameter.GetConstraints())
                Use(_metadata.GetGenericParameterConstraint(constraint).Type);
        }
    }

    private void Use(EntityHandle handle, StringHandle member = default)
    {
        if (!member.IsNil)
            _members.Add(new MemberUse(_user, _metadata.GetString(member)));

        switch (handle.Kind)
        {
            case var _ when handle.IsNil:
                break;
            case HandleKind.TypeDefinition or HandleKind.TypeReference:
                Use(Name(handle));
                break;
            case HandleKind.TypeSpecification:
                _metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(_signatures, null);
                break;
            case HandleKind.FieldDefinition:
                var field = _metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                Use(field.GetDeclaringType(), field.Name);
                break;
            case HandleKind.MethodDefinition:
                var method = _metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                Use(method.GetDeclaringType(), method.Name);
                break;
            case HandleKind.MemberReference:
                var reference = _metadata.GetMemberReference((MemberReferenceHandle)handle);
                Use(reference.Parent, reference.Name);
                break;
            case HandleKind.MethodSpecification:
                var specification = _metadata.GetMethodSpecification((MethodSpecificationHandle)handle);
                Use(specification.Method);
                specification.DecodeSignature(_signatures, null);
                break;
        }
    }

    private void Use(string name)
    {
        if (name != _user)
            _uses.Add(new TypeUse(_user, name));
    }

    // The full name of the outermost type, because nested types, such as those compiled from lambdas, belong to it.
    private string Name(EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeDefinition)
        {
            var definition = _metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
            var declaring = definition.GetDeclaringType();
            return declaring.IsNil ? Name(definition.Namespace, definition.Name) : Name(declaring);
        }

        var reference = _metadata.GetTypeReference((TypeReferenceHandle)handle);
        return reference.ResolutionScope.Kind == HandleKind.TypeReference
            ? Name(reference.ResolutionScope)
            : Name(reference.Namespace, reference.Name);
    }

    private string Name(StringHandle space, StringHandle type)
    {
        var name = _metadata.GetString(space);
        return name.StartsWith(RazorNamespace, StringComparison.Ordinal)
            ? name[RazorNamespace.Length..]
            : $"{name}.{_metadata.GetString(type).Split('`')[0]}";
    }
}

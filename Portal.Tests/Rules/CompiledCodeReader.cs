using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Portal.Tests.Rules;

/// <summary>
/// Reads from an assembly's metadata and IL what its types use. Referenced assemblies are not loaded. Constants and
/// <c>nameof</c> leave no reference in IL.
/// </summary>
internal sealed class CompiledCodeReader
{
    // Where the Razor compiler puts type inference for the generic components of Portal.Components.X.
    private const string RazorNamespace = "__Blazor.";

    private readonly HashSet<string> _types = [];
    private readonly HashSet<TypeUse> _uses = [];
    private readonly HashSet<MemberUse> _members = [];
    private string _user = "";

    /// <summary>Reads the types below the namespace <paramref name="root"/>.</summary>
    public static CompiledCode Read(string path, string root)
    {
        using var module = ModuleDefinition.ReadModule(path);
        var reader = new CompiledCodeReader();
        foreach (var type in module.GetTypes())
        {
            reader._user = Name(type);
            if (CompiledCode.IsWithin(reader._user, root))
                reader.ReadType(type);
        }

        return new CompiledCode(reader._types, reader._uses, reader._members);
    }

    private void ReadType(TypeDefinition type)
    {
        _types.Add(_user);
        Use(type.BaseType);
        foreach (var implementation in type.Interfaces)
            Use(implementation.InterfaceType);

        UseAttributes(type);
        UseGenericParameters(type);
        foreach (var member in type.Properties.Concat<ICustomAttributeProvider>(type.Events))
            UseAttributes(member);

        foreach (var field in type.Fields)
        {
            Use(field.FieldType);
            UseAttributes(field);
        }

        foreach (var method in type.Methods)
            ReadMethod(method);
    }

    private void ReadMethod(MethodDefinition method)
    {
        UseSignature(method);
        UseAttributes(method);
        UseAttributes(method.MethodReturnType);
        UseGenericParameters(method);
        foreach (var parameter in method.Parameters)
            UseAttributes(parameter);

        if (!method.HasBody)
            return;

        foreach (var variable in method.Body.Variables)
            Use(variable.VariableType);

        foreach (var handler in method.Body.ExceptionHandlers)
            Use(handler.CatchType);

        foreach (var instruction in method.Body.Instructions)
            ReadOperand(instruction);
    }

    private void ReadOperand(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                Use(type);
                break;
            case FieldReference field:
                UseMember(field);
                Use(field.FieldType);
                break;
            case MethodReference method:
                UseMember(method);
                foreach (var argument in (method as GenericInstanceMethod)?.GenericArguments ?? [])
                    Use(argument);
                break;
            case CallSite call:
                UseSignature(call);
                break;
        }
    }

    private void UseMember(MemberReference member)
    {
        _members.Add(new MemberUse(_user, member.Name));
        Use(member.DeclaringType);
    }

    private void UseSignature(IMethodSignature signature)
    {
        Use(signature.ReturnType);
        foreach (var parameter in signature.Parameters)
            Use(parameter.ParameterType);
    }

    private void UseAttributes(ICustomAttributeProvider provider)
    {
        foreach (var attribute in provider.CustomAttributes)
        {
            Use(attribute.AttributeType);
            foreach (var argument in attribute.ConstructorArguments
                .Concat(attribute.Fields.Select(f => f.Argument))
                .Concat(attribute.Properties.Select(p => p.Argument)))
                UseArgument(argument);
        }
    }

    // For typeof(X) among the arguments, also in an array.
    private void UseArgument(CustomAttributeArgument argument)
    {
        Use(argument.Type);
        if (argument.Value is TypeReference type)
            Use(type);
        else if (argument.Value is CustomAttributeArgument inner)
            UseArgument(inner);
        else if (argument.Value is CustomAttributeArgument[] all)
            Array.ForEach(all, UseArgument);
    }

    private void UseGenericParameters(IGenericParameterProvider provider)
    {
        foreach (var parameter in provider.GenericParameters)
        {
            UseAttributes(parameter);
            foreach (var constraint in parameter.Constraints)
                Use(constraint.ConstraintType);
        }
    }

    private void Use(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                break;
            case FunctionPointerType pointer:
                UseSignature(pointer);
                break;
            case IModifierType modified:
                Use(modified.ModifierType);
                Use(modified.ElementType);
                break;
            case GenericInstanceType generic:
                Use(generic.ElementType);
                foreach (var argument in generic.GenericArguments)
                    Use(argument);
                break;
            case TypeSpecification wrapped:
                Use(wrapped.ElementType);
                break;
            default:
                if (Name(type) is var name && name != _user)
                    _uses.Add(new TypeUse(_user, name));
                break;
        }
    }

    // The full name of the outermost type: nested ones, such as those the compiler makes of lambdas, are part of it.
    private static string Name(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;

        return type.Namespace.StartsWith(RazorNamespace, StringComparison.Ordinal)
            ? type.Namespace[RazorNamespace.Length..]
            : $"{type.Namespace}.{type.Name.Split('`')[0]}";
    }
}

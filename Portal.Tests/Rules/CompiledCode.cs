namespace Portal.Tests.Rules;

/// <summary>What the types of a compiled assembly use, as <see cref="CompiledCodeReader"/> finds it.</summary>
/// <param name="Types">
/// Full names of the top-level types. Nested and compiler-generated types belong to the type around them.
/// </param>
/// <param name="Uses">Which type uses which, inside and outside the assembly.</param>
/// <param name="Members">
/// The names of the members that each type uses: methods, fields, accessors such as <c>get_Name</c>.
/// </param>
internal sealed record CompiledCode(
    IReadOnlySet<string> Types, IReadOnlySet<TypeUse> Uses, IReadOnlySet<MemberUse> Members)
{
    private static readonly Lazy<CompiledCode> ReadPortal =
        new(() => CompiledCodeReader.Read(typeof(Program).Assembly.Location, "Portal"));

    public static CompiledCode Portal => ReadPortal.Value;

    /// <summary>Whether a name is the given namespace or type, or is inside it.</summary>
    public static bool IsWithin(string name, string prefix) =>
        name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);
}

internal readonly record struct TypeUse(string User, string Used);

internal readonly record struct MemberUse(string User, string Member);

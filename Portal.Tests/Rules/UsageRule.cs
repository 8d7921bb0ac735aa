using System.Text.RegularExpressions;

namespace Portal.Tests.Rules;

/// <summary>Types and members that compiled code must not use, and the types that are exempt.</summary>
/// <param name="Why">The rule, as a failing test states it.</param>
/// <param name="Folder">The namespace that must keep it.</param>
internal sealed record UsageRule(string Why, string Folder)
{
    /// <summary>Full names of types, or whole namespaces.</summary>
    public string[] Types { get; init; } = [];

    /// <summary>A pattern for the names of members.</summary>
    public string? Members { get; init; }

    /// <summary>Each exempt type and the reason.</summary>
    public Dictionary<Type, string> Exceptions { get; init; } = [];

    /// <summary>A sentence for each use that breaks the rule.</summary>
    public IReadOnlyList<string> Breaches(CompiledCode code) =>
        [.. Uses(code).Where(use => !Exempt().Contains(use.User)).Select(use => $"{use.User} uses {use.Used}: {Why}")];

    /// <summary>Exceptions whose type keeps the rule.</summary>
    public IEnumerable<string> NeedlessExceptions(CompiledCode code) =>
        Exempt().Except(Uses(code).Select(use => use.User));

    private IEnumerable<TypeUse> Uses(CompiledCode code)
    {
        var types = code.Uses.Where(use => Types.Any(type => CompiledCode.IsWithin(use.Used, type)));
        var members = code.Members.Where(use => IsForbidden(use.Member)).Select(
            use => new TypeUse(use.User, use.Member));
        return types.Concat(members).Where(use => CompiledCode.IsWithin(use.User, Folder));
    }

    private bool IsForbidden(string member) => Members is not null
        && Regex.IsMatch(member, Members, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private IEnumerable<string> Exempt() => Exceptions.Keys.Select(type => type.FullName!);
}

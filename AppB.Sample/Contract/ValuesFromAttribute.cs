namespace AppB.Sample.Contract;

/// <summary>
/// Publishes (<c>x-values-from</c>) that the resource lists the currently allowed values of this property in
/// <paramref name="property"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValuesFromAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

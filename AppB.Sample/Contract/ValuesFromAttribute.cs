namespace AppB.Sample.Contract;

/// <summary>
/// Publishes (<c>x-values-from</c>) that of the values of this property only those can be set now that the resource
/// itself lists in <paramref name="property"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValuesFromAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

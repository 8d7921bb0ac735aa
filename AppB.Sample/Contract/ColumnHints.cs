namespace AppB.Sample.Contract;

/// <summary>Publishes (<c>x-currency</c>) that <paramref name="property"/> of the same row is the currency of this amount.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class CurrencyInAttribute(string property) : Attribute
{
    public string Property { get; } = property;
}

/// <summary>Publishes (an <c>enum</c> of one value) that this property has the same value in all rows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OnlyValueAttribute(string value) : Attribute
{
    public string Value { get; } = value;
}

/// <summary>Publishes (<c>x-refers-to</c>) that this property is the id of a row of <paramref name="collection"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RefersToAttribute(string collection) : Attribute
{
    public string Collection { get; } = collection;
}

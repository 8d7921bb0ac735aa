namespace Portal.Tests.Rules.Samples.Folders.Contracts;

[AttributeUsage(AttributeTargets.All)]
internal sealed class NamesAttribute(params Type[] types) : Attribute
{
    public Type[] Types { get; } = types;

    public Type? Other { get; set; }
}

[AttributeUsage(AttributeTargets.All)]
internal sealed class NamesAttribute<T> : Attribute;

internal static class Output
{
    public static void Write(object? value) => Console.Write(value);
}

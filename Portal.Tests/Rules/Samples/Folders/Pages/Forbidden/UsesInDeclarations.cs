#pragma warning disable CS0649 // Fields that are only declared are among the samples.

using Portal.Tests.Rules.Samples.Folders.Contracts;
using Portal.Tests.Rules.Samples.Folders.Storage;

namespace Portal.Tests.Rules.Samples.Folders.Pages.Forbidden;

// Each type uses the folder Storage in one way only, in a declaration.

internal sealed class Field
{
    public static readonly Store? Used;
}

internal sealed class Property
{
    public Store? Used { get; set; }
}

internal sealed class Event
{
    public static event StoreChangedEventHandler? Used
    {
        add => Output.Write(1);
        remove => Output.Write(2);
    }
}

internal sealed class Parameter
{
    public static void Used(Store? store) => Output.Write(1);
}

internal sealed class Result
{
    public static Store? Used() => null;
}

internal sealed class PrimaryConstructor(IEnumerable<Store> stores)
{
    public object Used => stores;
}

internal sealed class GenericArgument
{
    public static readonly Dictionary<string, List<Store[]>>? Used;
}

internal sealed class GenericConstraint<T>
    where T : Store;

internal static class GenericMethodConstraint
{
    public static void Used<T>()
        where T : Store => Output.Write(1);
}

internal sealed class GenericMethodArgument
{
    public static object Used(IEnumerable<object> all) => all.OfType<Store>();
}

internal sealed class StaticOfGenericType
{
    public static object Used() => EqualityComparer<Store>.Default;
}

internal sealed class BaseClass : Store;

internal sealed class Interface : IStored;

internal sealed class GenericInterface : IComparer<Store>
{
    int IComparer<Store>.Compare(Store? x, Store? y) => 0;
}

[Stored]
internal sealed class AttributeOfType;

internal sealed class AttributeOfMethod
{
    [Stored]
    public static void Used() => Output.Write(1);
}

internal sealed class AttributeOfProperty
{
    [Stored]
    public int Used { get; set; }
}

internal sealed class AttributeOfParameter
{
    public static void Used([Stored] int size) => Output.Write(size);
}

internal sealed class AttributeOfGenericParameter<[Stored] T>;

[Names(typeof(Store))]
internal sealed class AttributeArgument;

[Names(Other = typeof(List<Store>))]
internal sealed class NamedAttributeArgument;

[Names<Store>]
internal sealed class GenericAttribute;

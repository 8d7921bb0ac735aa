#pragma warning disable CS0649 // Fields that are only declared are among the samples.

using Portal.Tests.Rules.Samples.Folders.Contracts;
using Portal.Tests.Rules.Samples.Folders.Storage;

namespace Portal.Tests.Rules.Samples.Folders.Pages.Forbidden;

// Each type uses the folder Storage, in one way only.

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

internal sealed class StaticCall
{
    public static void Used() => Store.Save();
}

internal sealed class CallOfNestedType
{
    public static void Used() => Store.Nested.Save();
}

internal sealed class ExtensionCall
{
    public static int Used() => "text".Measure();
}

internal sealed class StaticField
{
    public static int Used() => Store.Count;
}

internal sealed class MethodGroup
{
    public static Action Used() => Store.Save;
}

internal sealed class New
{
    public static object Used() => new Store();
}

internal sealed class NewArray
{
    public static object Used() => new Store[1];
}

internal sealed class Default
{
    public static object Used() => default(StoredRow);
}

internal sealed class Cast
{
    public static object Used(object value) => (Store)value;
}

internal sealed class EnumValue
{
    public static string Used(int value) => ((StoreKind)value).ToString();
}

internal sealed class Pattern
{
    public static int Used(object value) => value switch { Store { Size: 1 } => 1, _ => 0 };
}

internal sealed class TypeOf
{
    public static Type Used() => typeof(Store);
}

internal sealed class CatchClause
{
    public static void Used()
    {
        try
        {
            Output.Write(1);
        }
        catch (StoreException)
        {
            Output.Write(2);
        }
    }
}

internal sealed class OutVariable
{
    public static bool Used(Func<string, object> find) => find("") is Dictionary<int, Store> all && all.TryGetValue(1, out var _);
}

internal sealed class Lambda
{
    public static Action Used() => () => Store.Save();
}

internal sealed class CapturingLambda
{
    public static Action Used(int value) => () => Output.Write(value + Store.Count);
}

internal sealed class LambdaInGenericType<T>
{
    public static Action Used(T value) => () => Output.Write($"{value}{Store.Count}");
}

internal sealed class LocalFunction
{
    public static void Used()
    {
        Save();

        static void Save() => Store.Save();
    }
}

internal sealed class AsyncMethod
{
    public static async Task Used()
    {
        await Task.Yield();
        Store.Save();
    }
}

internal sealed class AsyncLambda
{
    public static Func<Task> Used(int value) => async () =>
    {
        await Task.Yield();
        Output.Write(value + Store.Count);
    };
}

internal sealed class Iterator
{
    public static IEnumerable<int> Used()
    {
        yield return 1;
        Store.Save();
    }
}

internal sealed class AsyncIterator
{
    public static async IAsyncEnumerable<int> Used()
    {
        await Task.Yield();
        yield return 1;
        Store.Save();
    }
}

internal sealed class NestedType
{
    internal sealed class Inner
    {
        public static void Used() => Store.Save();
    }
}

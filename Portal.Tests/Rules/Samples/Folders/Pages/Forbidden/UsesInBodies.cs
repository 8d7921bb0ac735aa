using Portal.Tests.Rules.Samples.Folders.Contracts;
using Portal.Tests.Rules.Samples.Folders.Storage;

namespace Portal.Tests.Rules.Samples.Folders.Pages.Forbidden;

// Each type uses the folder Storage in one way only, in the body of a method.

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
    public static bool Used(Func<string, object> find) =>
        find("") is Dictionary<int, Store> all && all.TryGetValue(1, out var _);
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

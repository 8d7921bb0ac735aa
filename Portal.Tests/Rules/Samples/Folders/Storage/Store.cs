namespace Portal.Tests.Rules.Samples.Folders.Storage;

/// <summary>What the samples use although their folder must not.</summary>
internal class Store
{
    public static int Count;

    public int Size { get; set; }

    public static void Save() => Count++;

    internal static class Nested
    {
        public static void Save() => Count++;
    }
}

internal interface IStored;

internal struct StoredRow
{
    public int Id { get; set; }
}

internal enum StoreKind
{
    Memory,
    Disk,
}

internal delegate void StoreChangedEventHandler(object? sender, EventArgs e);

internal static class StoreExtensions
{
    public static int Measure(this string text) => text.Length;
}

internal static class StoreLimits
{
    public const int MaxRows = 100;

    public static int Rows => MaxRows;
}

internal sealed class StoreException : Exception;

[AttributeUsage(AttributeTargets.All)]
internal sealed class StoredAttribute : Attribute;

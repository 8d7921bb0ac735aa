using System.Runtime.InteropServices;

namespace Portal.Tests.Support;

/// <summary>Lets a child process print the size of its managed heap whenever it gets SIGCONT. Windows has no such signal.</summary>
internal static class HeapReport
{
    /// <summary>The environment variable that turns it on.</summary>
    public const string Variable = "PORTAL_TESTS_HEAP_REPORT";

    /// <summary>What the printed line begins with; the number of bytes follows.</summary>
    public const string Prefix = "Managed heap: ";

    private static PosixSignalRegistration? _registration;

    public static void Start()
    {
        if (OperatingSystem.IsWindows())
            return;

        _registration = PosixSignalRegistration.Create(PosixSignal.SIGCONT, signal =>
        {
            signal.Cancel = true;
            Console.WriteLine($"{Prefix}{GC.GetTotalMemory(forceFullCollection: true)}");
        });
    }
}

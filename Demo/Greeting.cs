using Entra.Emulator.Tenant;

namespace Demo;

/// <summary>Writes the addresses and accounts to the console when the demo is ready.</summary>
internal static class Greeting
{
    public static void Write(DemoHost demo, TextWriter console)
    {
        var tenant = demo.EmulatorApp.Services.GetRequiredService<TenantDirectory>();
        console.WriteLine();
        console.WriteLine($"  The portal is ready:  {demo.Portal}");
        console.WriteLine();
        console.WriteLine("  Sign in with one of these accounts. There are no passwords.");
        foreach (var user in tenant.Users)
            console.WriteLine($"    {tenant.PrincipalName(user),-26}{user.Story}");

        console.WriteLine();
        console.WriteLine($"  Entra.Emulator  {demo.Authority.Browser}  (back-channel {demo.Authority.BackChannel})");
        console.WriteLine($"  AppB.Sample     {demo.AppB}");
        console.WriteLine("  dotnet run --project Background.Sample calls AppB without a user.");
        console.WriteLine();
        console.WriteLine("  Press Ctrl+C to stop all three.");
    }
}

using System.Runtime.CompilerServices;
using Portal.Hosting.Limits;

namespace Portal.Tests.Support;

/// <summary>
/// Settings of every portal that a test starts. Tests send more requests in a second than a user does in an hour; those
/// about the limits set their own on the command line.
/// </summary>
internal static class TestDefaults
{
    [ModuleInitializer]
    internal static void LiftRateLimits()
    {
        foreach (var kind in (string[])[
            nameof(RateLimitOptions.Api), nameof(RateLimitOptions.Anonymous), nameof(RateLimitOptions.SignIn),
            nameof(RateLimitOptions.Circuits)])
        {
            Environment.SetEnvironmentVariable($"Portal__{RateLimitOptions.SectionName}__{kind}__Burst", "1000000");
        }
    }
}

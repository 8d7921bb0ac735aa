using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Metrics;

namespace Portal.Tests.Support;

internal static class TestMetrics
{
    /// <summary>For a class under test whose metrics the test does not read.</summary>
    public static PortalMetrics Unread { get; } = new(
        new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
}

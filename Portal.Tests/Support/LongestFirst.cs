using Portal.Tests.Browser;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Portal.Tests.Support.LongestFirst))]
[assembly: Parallelization(MaxThreads = 3)]

namespace Portal.Tests.Support;

/// <summary>Starts the browser journeys first, because they take longest.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] First = [Journeys.Name, JourneysOfFailure.Name, JourneysOfChange.Name];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => First.Contains(c.TestCollectionDisplayName) ? 0 : 1)];
}

using Portal.Tests.Browser;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Portal.Tests.Support.LongestFirst))]
[assembly: Parallelization(MaxThreads = 3)]

namespace Portal.Tests.Support;

/// <summary>The journeys take longest: their groups set off first, and all else follows in the lane that is free first.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => c.TestCollectionDisplayName is Journeys.Name or JourneysOfFailure.Name or JourneysOfChange.Name ? 0 : 1)];
}

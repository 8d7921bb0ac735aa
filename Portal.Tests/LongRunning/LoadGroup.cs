namespace Portal.Tests.LongRunning;

/// <summary>Tests that measure durations or memory under load. They run alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class LoadGroup
{
    public const string Name = "Load";
}

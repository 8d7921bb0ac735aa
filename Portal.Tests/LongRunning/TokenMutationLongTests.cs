using System.Diagnostics;
using Portal.Tests.AppB;

namespace Portal.Tests.LongRunning;

/// <summary>The property of <see cref="TokenMutationTests"/> with many more tokens.</summary>
[Collection(AppBGroup.Name)]
public sealed class TokenMutationLongTests(AppBFixture appB)
{
    private const int Runs = 100_000;

    [Fact(Explicit = true)]
    public void TOK_68_changed_token_is_never_accepted_and_never_an_exception_in_100_000_runs()
    {
        var started = Stopwatch.GetTimestamp();

        TokenMutationTests.Check(appB, Runs);

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Runs} changed tokens in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s: none accepted, no exception.");
    }
}

using Portal.Benchmarks.Load;
using Portal.Benchmarks.Results;

namespace Portal.Benchmarks.Hop;

/// <summary>How the CPU time of the portal's process grows with the users it knows and with the size of the body.</summary>
internal static class HopGrowth
{
    private static readonly int[] Users = [1, 1_000, 5_000];
    private static readonly int[] Rows = [50, 200, 1_000];

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(
        HopServers servers, UserTokens tokens, InterleavedRun run, CancellationToken cancellationToken)
    {
        var signedIn = await SignInAsync(tokens, Users[^1], cancellationToken);
        var users = await LineAsync(
            "calls for one order; assertions in turn",
            Users.Select(count => Case(servers, $"{count} users", 1, signedIn[..count])),
            run,
            cancellationToken);
        var rows = await LineAsync(
            "body size", Rows.Select(count => Case(servers, $"{count} rows", count, signedIn[0])), run, cancellationToken);
        return [users, rows];
    }

    private static Case Case(HopServers servers, string name, int rows, params IReadOnlyList<string> tokens) =>
        new(name, PageCosts.Load(servers.Portal, PageCosts.PortalPage(rows), tokens), servers.Portal) { IsWarm = true };

    private static async Task<Measurement> LineAsync(
        string metric, IEnumerable<Case> line, InterleavedRun run, CancellationToken cancellationToken)
    {
        var cases = line.ToArray();
        try
        {
            await run.MeasureAsync(cases, cancellationToken);
            var (first, last) = (cases[0], cases[^1]);
            return new()
            {
                Goal = "–",
                Metric = $"portal CPU, {metric}: {last.Name} ÷ {first.Name}",
                Unit = "µs",
                Ours = last.Own,
                Peers = [.. cases.SkipLast(1).Select(measured => new Peer(measured.Name, measured.Own))],
                Ratio = InterleavedRun.Ratio(last, first, round => round.Own).Median,
            };
        }
        finally
        {
            foreach (var measured in cases)
                measured.Dispose();
        }
    }

    // Distinct assertions of one person: to the caches, each is a user of its own.
    private static async Task<string[]> SignInAsync(UserTokens tokens, int count, CancellationToken cancellationToken)
    {
        var signedIn = new string[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (index, stop) => signedIn[index] = await tokens.ForPortalAsync(stop));
        return signedIn;
    }
}

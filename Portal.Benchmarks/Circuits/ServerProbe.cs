namespace Portal.Benchmarks.Circuits;

/// <summary>
/// Answers questions that only a process itself can answer, while it is measured: how large its heap is after a full
/// collection, and how many requests it has received. Only servers that this project starts have it.
/// </summary>
internal sealed class ServerProbe : IStartupFilter
{
    private const string Path = "/server-probe";

    private int _requests;

    public static void Add(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter, ServerProbe>();

    public static async Task<ServerFacts> ReadAsync(Uri server, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = server };
        return await http.GetFromJsonAsync<ServerFacts>(Path, cancellationToken)
            ?? throw new BenchmarkException($"{server} has no probe.");
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (context.Request.Path == Path)
            {
                await context.Response.WriteAsJsonAsync(new ServerFacts(CollectedHeap(), Volatile.Read(ref _requests)));
                return;
            }

            Interlocked.Increment(ref _requests);
            await following(context);
        });
        next(app);
    };

    // Twice, because finalizers release objects that the first collection kept.
    private static long CollectedHeap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}

/// <param name="HeapBytes">The managed heap after a full collection.</param>
/// <param name="Requests">All requests since the start, except for these facts.</param>
internal sealed record ServerFacts(long HeapBytes, int Requests);

namespace Portal.Benchmarks.Hop;

/// <summary>Counts the on-behalf-of requests that reach the emulator's token endpoint.</summary>
internal sealed class TokenRequestCounter : IStartupFilter
{
    private const string OnBehalfOf = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            var request = context.Request;
            if (HttpMethods.IsPost(request.Method) && request.Path.Value is { } path
                && path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal)
                && (await request.ReadFormAsync(context.RequestAborted))["grant_type"] == OnBehalfOf)
            {
                Interlocked.Increment(ref _count);
            }

            await following(context);
        });
        next(app);
    };
}

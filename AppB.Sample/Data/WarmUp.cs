using AppB.Sample.Orders;
using AppB.Sample.Query;

namespace AppB.Sample.Data;

/// <summary>Runs one query of each sort before the app listens: the first one compiles for up to a second.</summary>
internal sealed class WarmUp(IServiceScopeFactory scopes) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<AppBContext>();
        var query = CollectionQuery<OrderRow>.Parse(
        [
            new("$filter", "status eq 'New' and startswith(customerName,'A')"),
            new("$orderby", "placedOn desc"),
            new("$search", "delivery"),
            new("$count", "true"),
        ]);
        await PageReader.ReadAsync(query, data.Matching(data.Orders, query.Match).Rows(), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

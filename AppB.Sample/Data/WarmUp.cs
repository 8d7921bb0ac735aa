using AppB.Sample.Orders;
using AppB.Sample.Query;

namespace AppB.Sample.Data;

/// <summary>
/// Runs a query with every option before the app listens: the first query takes up to a second to compile.
/// </summary>
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
        await PageReader.ReadAsync(query, data, data.Orders, OrderQueries.ToRow, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using System.Data.Common;
using System.Globalization;
using global::AppB.Sample.Data;
using global::AppB.Sample.Orders;
using global::AppB.Sample.Query;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Portal.Tests.AppB;

/// <summary>The statements behind the order list: their plans, and how many there are.</summary>
[Collection(AppBGroup.Name)]
public sealed class QueryPlanTests : IDisposable
{
    // Few orders have the same value in these columns, so their orders are sorted instead of being indexed again.
    private static readonly string[] FewRowsPerValue = ["id", "number", "customerId", "customerName", "total"];

    private readonly string _connectionString;
    private readonly Statements _statements = new();
    private readonly AppBContext _data;

    public QueryPlanTests(AppBFixture appB)
    {
        _connectionString = appB.App.Services.GetRequiredService<OrderDatabase>().ConnectionString;
        _data = new AppBContext(new DbContextOptionsBuilder<AppBContext>()
            .UseSqlite(_connectionString)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .ConfigureWarnings(w => w.Ignore(CoreEventId.RowLimitingOperationWithoutOrderByWarning))
            .AddInterceptors(_statements)
            .Options);
    }

    public static TheoryData<string, string> Filters => new()
    {
        { "", "" },
        { "id", "id eq 7" },
        { "number", "number eq 'ORD-000007'" },
        { "customerId", "customerId eq 7" },
        { "customerName", "customerName eq 'Pearl Island Clinic'" },
        { "status", "status eq 'Delivered'" },
        { "placedOn", "placedOn eq 2025-03-01" },
        { "total", "total eq 622.60" },
    };

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Every_order_of_a_filter_is_read_from_an_index(string column, string filter)
    {
        foreach (var order in CollectionModel<OrderRow>.Sortable.SelectMany(c => (string[])[c, $"{c} desc"]))
        {
            var page = await ReadAsync(order, filter);
            if (page.Value is [.., var last])
            {
                var cursor = Parse(("$orderby", order)).Order.At(last, last);
                await ReadAsync(order, filter, ("$skiptoken", cursor.ToString()));
            }
        }

        foreach (var plan in _statements.Plans(_connectionString))
            AssertIndexed(plan, isSortAllowed: FewRowsPerValue.Contains(column));
    }

    [Fact]
    public async Task Queries_that_differ_in_values_only_share_a_statement()
    {
        for (var i = 1; i <= 50; i++)
        {
            var day = new DateOnly(2025, 1, 1).AddDays(i).ToString("O", CultureInfo.InvariantCulture);
            await ReadAsync("id", $"id eq {i}");
            await ReadAsync("id", $"customerName eq 'Customer {i}'", ("$top", $"{i}"));
            await ReadAsync("total desc", $"placedOn eq {day} and status eq 'Paid'", ("$skip", $"{i}"));
        }

        Assert.Equal(3, _statements.Count);
    }

    [Fact]
    public async Task Count_of_a_search_reads_the_full_text_index_alone()
    {
        await ReadAsync("id desc", "", ("$search", "delivery"), ("$count", "true"), ("$top", "1"));

        var count = Assert.Single(_statements.Plans(_connectionString), p => p.Text.Contains("count(*)", StringComparison.Ordinal));
        Assert.DoesNotContain(count.Steps, step => step.Contains("Orders ", StringComparison.Ordinal));
    }

    public void Dispose() => _data.Dispose();

    private static CollectionQuery<OrderRow> Parse(params (string Key, string Value)[] options) =>
        CollectionQuery<OrderRow>.Parse(options.Where(o => o.Value.Length > 0)
            .Select(o => KeyValuePair.Create(o.Key, new StringValues(o.Value))));

    private Task<Page<OrderRow>> ReadAsync(string order, string filter, params (string Key, string Value)[] more) =>
        PageReader.ReadAsync(
            Parse([("$orderby", order), ("$filter", filter), .. more]),
            _data,
            _data.Orders,
            OrderQueries.ToRow,
            TestContext.Current.CancellationToken);

    // Without an index, SQLite scans the table in any order but that of the id, and sorts in a temporary B-tree.
    private static void AssertIndexed(Plan plan, bool isSortAllowed)
    {
        foreach (var step in plan.Steps)
        {
            var isScan = step.StartsWith("SCAN", StringComparison.Ordinal)
                && !step.Contains("INDEX", StringComparison.Ordinal)
                && !plan.Text.Contains("ORDER BY \"o\".\"Id\"", StringComparison.Ordinal);
            var isSort = step.Contains("TEMP B-TREE", StringComparison.Ordinal) && !isSortAllowed;
            Assert.False(isScan || isSort, $"{step}: {plan.Text}");
        }
    }

    private sealed record Plan(string Text, IReadOnlyList<string> Steps);

    /// <summary>The distinct statements that were run.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        private readonly Dictionary<string, List<(string Name, object? Value)>> _parameters = [];

        public int Count => _parameters.Count;

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default)
        {
            _parameters[command.CommandText] =
                [.. command.Parameters.Cast<DbParameter>().Select(p => (p.ParameterName, p.Value))];
            return new(result);
        }

        public IReadOnlyList<Plan> Plans(string connectionString)
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            return [.. _parameters.Select(s => PlanOf(connection, s.Key, s.Value))];
        }

        private static Plan PlanOf(SqliteConnection connection, string text, List<(string Name, object? Value)> parameters)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"EXPLAIN QUERY PLAN {text}";
            foreach (var (name, value) in parameters)
                command.Parameters.AddWithValue(name, value);

            using var reader = command.ExecuteReader();
            var steps = new List<string>();
            while (reader.Read())
                steps.Add(reader.GetString(3));

            return new(text, steps);
        }
    }
}

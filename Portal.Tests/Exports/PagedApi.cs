using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;

namespace Portal.Tests.Exports;

/// <summary>Stubs AppB with any number of orders, created on request.</summary>
public sealed class PagedApi : HttpMessageHandler
{
    public static readonly DataProtocol Protocol = new(
        Rows: "value",
        Count: "@odata.count",
        CountBound: 10_001,
        Next: "@odata.nextLink",
        CountParameter: "$count",
        Size: "$top",
        MaxSize: 1000, Offset: "$skip", MaxOffset: 10_000, Cursor: "$skiptoken", Sort: "$orderby", Filter: "$filter",
        Search: "$search");

    public static readonly DataView View = new(
        "orders", "Orders", null,
        [
            new DataColumn("number", "Number", ColumnTypes.Text, null, Sortable: true),
            new DataColumn(
                "total",
                "Total",
                ColumnTypes.Number,
                null,
                Sortable: true,
                Decimals: 2,
                Operators: [FilterOperators.GreaterOrEqual]),
            new DataColumn("note", "Note", ColumnTypes.Text, null, Sortable: false),
            new DataColumn("secret", "Internal", ColumnTypes.Text, null, Sortable: false, Hidden: true),
        ],
        [], Protocol.Paging);

    public static readonly ContractView Contract = new(View, "/orders", Protocol);

    private readonly ConcurrentDictionary<int, HeldPage> _held = new();

    public int Rows { get; set; } = 2500;

    public string Note { get; set; } = "plain";

    /// <summary>If false, the count stops at 10 001.</summary>
    public bool CountsAll { get; set; }

    /// <summary>Every page links to the second page as its next one.</summary>
    public bool RepeatsPage { get; set; }

    /// <summary>Problems to return instead of the page that starts with that row.</summary>
    public ConcurrentDictionary<int, ApiProblem> Refused { get; } = new();

    /// <summary>Path and query of each requested page.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Called before each page is returned, with its first row.</summary>
    public Action<int>? OnPage { get; set; }

    /// <summary>Never returns the page that starts with <paramref name="row"/>.</summary>
    public HeldPage Hold(int row) => _held.GetOrAdd(row, _ => new HeldPage());

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Enqueue(Uri.UnescapeDataString(request.RequestUri!.PathAndQuery));
        var query = QueryHelpers.ParseQuery(request.RequestUri.Query);
        var size = int.Parse(query["$top"].ToString(), CultureInfo.InvariantCulture);
        var from = query.TryGetValue("$skiptoken", out var token)
            ? int.Parse(token.ToString(), CultureInfo.InvariantCulture)
            : 0;
        OnPage?.Invoke(from);
        if (Refused.TryGetValue(from, out var problem))
            return Json((HttpStatusCode)problem.Status, problem, "application/problem+json");
        if (_held.TryGetValue(from, out var held))
            await held.WaitAsync(cancellationToken);

        return new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(Page(from, size), Encoding.UTF8, "application/json"),
        };
    }

    private string Page(int from, int size)
    {
        var note = JsonSerializer.Serialize(Note);
        var rows = Enumerable.Range(from, Math.Clamp(Rows - from, 0, size))
            .Select(i => string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"number":"ORD-{{i}}","total":{{i * 1.5m}},"note":{{note}},"secret":"s"}"""));
        var place = RepeatsPage ? size : from + size;
        var next = place < Rows ? $",\"@odata.nextLink\":\"http://appb.example/orders?$skiptoken={place}\"" : "";
        var count = CountsAll ? Rows : Math.Min(Rows, 10_001);
        return $$"""{"value":[{{string.Join(',', rows)}}],"@odata.count":{{count}}{{next}}}""";
    }

    private static HttpResponseMessage Json(HttpStatusCode status, object body, string type) => new(status)
    {
        Content = JsonContent.Create(body, body.GetType(), new MediaTypeHeaderValue(type)),
    };
}

public sealed class HeldPage
{
    private readonly TaskCompletionSource _requested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Requested => _requested.Task;

    public Task Cancelled => _cancelled.Task;

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        _requested.TrySetResult();
        using var cancelled = cancellationToken.Register(() => _cancelled.TrySetResult());
        await _cancelled.Task;
        cancellationToken.ThrowIfCancellationRequested();
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Tests.OtherApis;

namespace Portal.Tests.Exports;

/// <summary>
/// An export of any API holds each row exactly once, or says that it does not: many ways to divide rows into pages, each
/// with generated totals, declared in the document and not.
/// </summary>
public sealed class PagingStyleTests : IAsyncLifetime
{
    private const int PageSize = PagingStyle.PageSize;

    private static readonly int[] Totals = [0, 1, PageSize - 1, PageSize, PageSize + 1, (2 * PageSize) + 3, 3 * PageSize];

    private readonly HttpClient _http = new();
    private StubHost _api = null!;

    public static TheoryData<string, bool> Styles => new(PagingStyles.All.SelectMany(style =>
        style.Undeclared is null ? [(style.Name, true)] : new[] { (style.Name, true), (style.Name, false) }));

    public async ValueTask InitializeAsync() => _api = await StubHost.StartAsync(
        app => app.MapGet("/{style}/{total:int}/things", (string style, int total, HttpContext context) =>
            PagingStyles.All.Single(s => s.Name == style).Respond(new PageRequest(context, total)) is { } page
                ? Results.Json(page)
                : Results.NotFound()),
        TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _api.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Styles))]
    public async Task Export_holds_each_row_once_or_says_that_it_does_not(string name, bool declared)
    {
        var style = PagingStyles.All.Single(s => s.Name == name);
        foreach (var total in Totals)
        {
            var (ids, note, problem) = await ExportAsync(style, declared, total);

            var isComplete = ids.SequenceEqual(Enumerable.Range(1, total));
            Assert.True(isComplete || problem is not null, $"{total} rows: {string.Join(',', ids)}");
            Assert.Equal(problem?.Detail is null, note is null);
            var outcome = total <= PageSize ? PagingOutcome.Complete : declared ? style.Declared : style.Undeclared;
            Assert.True((outcome == PagingOutcome.Complete) == (problem is null), $"{total} rows: {string.Join(',', ids)}. {note}");
        }
    }

    private async Task<(List<int> Ids, string? Note, ApiProblem? Problem)> ExportAsync(
        PagingStyle style, bool declared, int total)
    {
        var view = Assert.Single(ContractReader.Read(Document(style, declared)).Views);
        var run = await ExportRun.ReadAsync(view, _http, $"{_api.Address}{style.Name}/{total}");
        return ([.. run.Lines.Select(line => int.Parse(line[0], CultureInfo.InvariantCulture))], run.Note, run.Problem);
    }

    private static string Document(PagingStyle style, bool declared)
    {
        var rows = Typed("array");
        rows["items"] = Typed("object");
        rows["items"]!["properties"] = new JsonObject { ["id"] = Typed("integer"), ["name"] = Typed("string") };

        var locations = style.Response.Split(' ');
        var schema = locations[0] == "-" ? rows : Typed("object");
        if (schema != rows)
            Place(schema, locations[0], rows);

        var headers = new JsonObject();
        foreach (var location in declared ? locations[1..] : [])
        {
            var type = location.Contains("next", StringComparison.OrdinalIgnoreCase) ? Typed("string") : Typed("integer");
            if (!location.Any(char.IsLower))
                headers[location] = new JsonObject { ["schema"] = type };
            else
                Place(schema, location, type);
        }

        var parameters = declared ? style.Parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [];
        return $$"""
            { "openapi": "3.0.3", "info": { "title": "Things", "version": "1" }, "paths": { "/things": { "get": {
              "parameters": [{{string.Join(',', parameters.Select(Parameter))}}],
              "responses": { "200": {
                "description": "A page",
                "headers": {{headers.ToJsonString()}},
                "content": { "application/json": { "schema": {{schema.ToJsonString()}} } } } } } } } }
            """;
    }

    private static string Parameter(string text)
    {
        var schema = Typed("integer");
        if (text.Split('=') is [_, var value])
            schema["default"] = int.Parse(value, CultureInfo.InvariantCulture);

        return $$"""{ "name": "{{text.Split('=')[0]}}", "in": "query", "schema": {{schema.ToJsonString()}} }""";
    }

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static void Place(JsonObject schema, string location, JsonObject type)
    {
        var steps = location.Split('/');
        foreach (var step in steps[..^1])
        {
            schema["properties"] ??= new JsonObject();
            schema["properties"]![step] ??= Typed("object");
            schema = (JsonObject)schema["properties"]![step]!;
        }

        schema["properties"] ??= new JsonObject();
        schema["properties"]![steps[^1]] = type;
    }
}

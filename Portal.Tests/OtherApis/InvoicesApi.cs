using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>
/// An OData API with amounts in several currencies. It returns few groups at a time; <c>/receipts</c> groups by one column
/// only, and the pages of <c>/loops</c> lead to one another.
/// </summary>
internal static partial class InvoicesApi
{
    public const int Count = 60;
    private const int GroupsPerPage = 5;

    public static readonly IReadOnlyList<Invoice> All =
    [
        .. Enumerable.Range(1, Count).Select(i => new Invoice(
            i,
            i % 7 == 0 ? null : $"Customer {i % 4}",
            new DateOnly(2025, 11, 1).AddDays(i * 3),
            i * 10.01m,
            i == 13 ? null : new[] { "EUR", "USD", "JPY" }[i % 3])),
    ];

    public static void Map(WebApplication app)
    {
        app.MapGet("/openapi/v1.json", () => StubHost.Document($$"""
            { "openapi": "3.1.0", "info": { "title": "Invoices", "version": "1" },
              "paths": { "/invoices": { "get": {{Operation}} }, "/receipts": { "get": {{Operation}} }, "/loops": { "get": {{Operation}} } } }
            """));
        app.MapGet("/invoices", (HttpRequest request) => Respond(request, maxKeys: int.MaxValue));
        app.MapGet("/loops", (HttpRequest request) => Respond(request, maxKeys: int.MaxValue, loops: true));
        app.MapGet("/receipts", (HttpRequest request) => Respond(request, maxKeys: 1));
    }

    private static IResult Respond(HttpRequest request, int maxKeys, bool loops = false)
    {
        if (request.Query["$apply"].ToString() is not { Length: > 0 } apply)
            return Results.Json(new { value = All });

        var steps = Apply().Match(apply);
        var keys = steps.Groups["keys"].Value.Split(',');
        var currency = steps.Groups["currency"];
        if (!steps.Success || keys.Count(key => !key.StartsWith("group", StringComparison.Ordinal) || key == "groupYear") > maxKeys)
            return Results.Json(new { error = new { code = "400", message = "One column only." } }, statusCode: 400);

        var groups = All.Where(row => !currency.Success || row.Currency == currency.Value)
            .GroupBy(row => string.Join('|', keys.Select(key => ValueOf(row, key))))
            .Select(group => keys.Select(key => (Key: key, Value: ValueOf(group.First(), key)))
                .Append((Key: "groupValue", Value: group.Sum(row => row.Amount)))
                .ToDictionary(pair => pair.Key, pair => pair.Value))
            .ToList();
        var from = int.Parse(request.Query["$skip"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var page = new Dictionary<string, object> { ["value"] = groups.Skip(from).Take(GroupsPerPage) };
        if (loops || groups.Count > from + GroupsPerPage)
        {
            var next = loops ? GroupsPerPage : from + GroupsPerPage;
            page["@odata.nextLink"] = $"https://api.example{request.Path}?$apply={Uri.EscapeDataString(apply)}&$skip={next}";
        }

        return Results.Json(page);
    }

    private static object? ValueOf(Invoice row, string key) => key switch
    {
        "groupYear" => row.IssuedOn.Year,
        "groupMonth" => row.IssuedOn.Month,
        "customer" => row.Customer,
        _ => row.Currency,
    };

    [GeneratedRegex(
        @"^(filter\(currency eq '(?<currency>\w+)'\)/)?(compute\([^/]*\)/)?groupby\(\((?<keys>[\w,]+)\),aggregate\(amount with sum as groupValue\)\)\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Apply();

    private const string Operation = """
        { "parameters": [
            { "name": "$filter", "in": "query", "schema": { "type": "string" } },
            { "name": "$apply", "in": "query", "schema": { "type": "string" } },
            { "name": "$top", "in": "query", "schema": { "type": "integer", "maximum": 100 } } ],
          "responses": { "200": { "description": "Rows", "content": { "application/json": { "schema": {
            "type": "object", "properties": { "value": { "type": "array", "items": { "type": "object", "properties": {
              "number": { "type": "integer" },
              "customer": { "type": [ "string", "null" ] },
              "issuedOn": { "type": "string", "format": "date" },
              "amount": { "type": "number", "multipleOf": 0.01 },
              "currency": { "type": [ "string", "null" ] } } } } } } } } } } }
        """;
}

internal sealed record Invoice(int Number, string? Customer, DateOnly IssuedOn, decimal Amount, string? Currency);

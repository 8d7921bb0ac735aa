using System.Text.Json;
using System.Text.Json.Serialization;
using AccessContract;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Downstream.Dialect;

namespace Portal.Tests.Components;

/// <summary>Backend responses for component tests.</summary>
internal static class Samples
{
    public static readonly AccessAlternative UserDemand = new(TokenKind.User, ["access_as_user"], ["Orders.Read"]);

    public static readonly DataProtocol OData = new(
        Rows: "value",
        Count: "@odata.count",
        CountBound: 10_001,
        Next: "@odata.nextLink",
        CountParameter: "$count",
        Size: "$top",
        MaxSize: 1000,
        Offset: "$skip",
        MaxOffset: 10_000,
        Cursor: "$skiptoken",
        Sort: "$orderby",
        Filter: "$filter",
        Search: "$search");

    public static readonly ApiProblem RoleMissing = new(
        ProblemCodes.RoleMissing, 403, "A role is missing", "GET /orders needs Orders.Read.", "trace-1", "AppB",
        Access: new RefusedAccess(
            [UserDemand, new AccessAlternative(TokenKind.App, [], ["Orders.Read.All"])],
            new TokenFacts(TokenKind.User, ["access_as_user"], []),
            ["role"]));

    public static readonly ApiProblem ConsentRequired = new(
        ProblemCodes.ConsentRequired, 403, "Consent is missing", "Nobody agreed yet.", "trace-2", "AppB",
        Scopes: ["appb/access_as_user"], ErrorCode: "AADSTS65001");

    public static readonly ApiProblem AdministratorConsentRequired = ConsentRequired with
    {
        AdministratorScopes = ["appb/access_as_user"],
    };

    public static readonly ViewCatalog Catalog = new(
    [
        new ApiViews("AppB", "Orders API",
        [
            new DataView("orders", "Orders", "Every order.",
            [
                new DataColumn("number", "Number", "string", null, Sortable: true),
                new DataColumn("total", "Total", "number", null, Sortable: true),
                new DataColumn("note", "Note", "string", null, Sortable: false),
            ],
            [UserDemand],
            OData.Paging),
        ]),
    ]);

    /// <summary>Rows by number, from 1.</summary>
    /// <param name="token">The token of the next page.</param>
    public static RowsBody Page(int from, int rows, long? count = 10_001, string? token = null) => Body(
        Enumerable.Range(from, rows).Select(i => new { number = $"ORD-{i}", total = i * 1000.50m, note = "plain" }),
        token is null ? null : $"?skip={from - 1 + rows}&after={token}",
        count);

    public static RowsBody PageWithNote(string note) => Body([new { number = "ORD-1", total = 1, note }], null, 1);

    internal static RowsBody Body(IEnumerable<object> rows, string? next, long? count) =>
        new(JsonSerializer.SerializeToElement(rows), next, count);
}

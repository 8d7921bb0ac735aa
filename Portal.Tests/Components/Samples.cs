using System.Text.Json;
using Portal.Contracts;

namespace Portal.Tests.Components;

/// <summary>What the backend answers in these tests.</summary>
internal static class Samples
{
    public static readonly AccessDemand UserDemand = new("user", ["access_as_user"], ["Orders.Read"]);

    public static readonly ApiProblem RoleMissing = new(
        ProblemCodes.RoleMissing, 403, "A role is missing", "GET /orders needs Orders.Read.", "trace-1", "AppB",
        Access: new RefusedAccess(
            [UserDemand, new AccessDemand("app", [], ["Orders.Read.All"])],
            new PresentedAccess("user", ["access_as_user"], []),
            ["role"]));

    public static readonly ApiProblem ConsentRequired = new(
        ProblemCodes.ConsentRequired, 403, "Consent is missing", "Nobody agreed yet.", "trace-2", "AppB",
        Scopes: ["appb/access_as_user"], ErrorCode: "AADSTS65001");

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
            [UserDemand]),
        ]),
    ]);

    public static DataPage Page(int from, int rows, long? count = 10_001, string? next = null) => new(
        [.. Enumerable.Range(from, rows).Select(i => Row(new { number = $"ORD-{i}", total = i * 1000.50m, note = "plain" }))],
        count,
        next);

    public static DataPage PageWithNote(string note) => new([Row(new { number = "ORD-1", total = 1, note })], 1, null);

    private static JsonElement Row(object row) => JsonSerializer.SerializeToElement(row);
}

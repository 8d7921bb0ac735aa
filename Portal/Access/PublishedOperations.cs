using AccessContract;
using Portal.Contracts.Access;
using Portal.Downstream.Contract;

namespace Portal.Access;

/// <summary>The operations in an API's contract: reading a collection, reading a row, changing a row.</summary>
internal static class PublishedOperations
{
    public static IReadOnlyList<PublishedOperation> Of(ApiContract contract) => [.. contract.Views.SelectMany(Of)];

    /// <summary>The name of the operation behind an address under <c>/api/data</c>.</summary>
    public static string Name(string view, bool isRow, string method) =>
        !isRow ? view : method == HttpMethods.Patch ? OperationNames.Change(view) : OperationNames.Row(view);

    private static IEnumerable<PublishedOperation> Of(ContractView contract)
    {
        var view = contract.View;
        var (name, title) = (view.Name, view.Title);
        yield return new PublishedOperation(name, name, title, $"GET {contract.Path}", view.Required);
        if (view.Row is not { } row)
            yield break;

        yield return new PublishedOperation(
            OperationNames.Row(name), name, $"{title}: one row", $"GET {contract.RowPath}", row.Required);
        if (row.Change is { } change)
        {
            yield return new PublishedOperation(
                OperationNames.Change(name), name, $"{title}: {change.Title}", $"PATCH {contract.RowPath}", change.Required);
        }
    }
}

/// <param name="Alternatives">Meeting any one of them is enough.</param>
internal sealed record PublishedOperation(
    string Name, string View, string Title, string Call, IReadOnlyList<AccessAlternative> Alternatives);

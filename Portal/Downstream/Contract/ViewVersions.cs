using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Portal.Downstream.Contract;

/// <summary>
/// Gives each view a version that is the same on every instance, and another one when anything changes: the view, or how its
/// API is called and read.
/// </summary>
internal static class ViewVersions
{
    private const int Length = 6;

    public static ApiContract Apply(ApiContract contract) => contract with
    {
        Views = [.. contract.Views.Select(view => view with { View = view.View with { Version = Of(view) } })],
    };

    private static string Of(ContractView view)
    {
        var parts = new
        {
            View = view.View with { Version = null },
            Columns = view.View.Columns.Select(c => new { c.OnlyValue, c.EnumerationType }),
            view.Path,
            view.Protocol,
            view.RowPath,
            view.RowPlace,
            view.Required,
            view.Headers,
            view.RowHeaders,
        };
        return Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)).AsSpan(0, Length));
    }
}

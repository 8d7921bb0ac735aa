using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Contracts.Data;

namespace Portal.Downstream.Contract;

/// <summary>Gives each view a version that is the same on every instance, and another one when anything of the view changes.</summary>
internal static class ViewVersions
{
    private const int Length = 6;

    public static ApiContract Apply(ApiContract contract) => contract with
    {
        Views = [.. contract.Views.Select(view => view with { View = view.View with { Version = Of(view.View) } })],
    };

    private static string Of(DataView view) =>
        Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(view)).AsSpan(0, Length));
}

using System.Buffers.Text;
using Portal.Contracts.Roles;

namespace Portal.Components.Roles;

/// <summary>Addresses of the roles page: the role, the search and the previewed changes that it shows.</summary>
internal static class RolesAddress
{
    public const string Path = "admin/roles";

    /// <summary>The name of the parameter with a value of <see cref="HolderGrouping"/>.</summary>
    public const string Grouping = "group";

    private const char Separator = '~';
    private const int IdLength = 16;

    public static string Of(
        string api, string? role = null, string? search = null, IReadOnlyList<RoleChange>? changes = null, string? grouping = null)
    {
        var query = new List<string>();
        Add("role", role);
        Add("search", search);
        Add(Grouping, grouping == HolderGrouping.ByRole ? grouping : null);
        foreach (var group in (changes ?? []).GroupBy(c => (c.Action, c.RoleId)))
            Add("change", Write(group.Key.Action, group.Key.RoleId, group.Select(c => c.PrincipalId)));

        return $"{Path}/{Uri.EscapeDataString(api)}" + (query.Count == 0 ? "" : $"?{string.Join('&', query)}");

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    /// <summary>
    /// The changes in the address, without invalid ones. The address does not hold the previewed state.
    /// </summary>
    public static IReadOnlyList<RoleChange> ReadChanges(IEnumerable<string>? changes) =>
        [.. (changes ?? []).SelectMany(Read).DistinctBy(c => c.Subject).Take(RoleChangeSet.MaxCount)];

    // The ids of all principals are one Base64 text, so that two hundred fit in an address.
    private static string Write(string action, string role, IEnumerable<string> principals)
    {
        byte[] ids = [.. principals.SelectMany(p => Guid.Parse(p).ToByteArray())];
        return string.Join(Separator, action, role, Base64Url.EncodeToString(ids));
    }

    private static IEnumerable<RoleChange> Read(string change) =>
        change.Split(Separator) is
            [(RoleActions.Assign or RoleActions.Remove) and var action, var role, var ids]
        && Guid.TryParseExact(role, "D", out _)
        && Base64Url.IsValid(ids)
            ? Base64Url.DecodeFromChars(ids)
                .Chunk(IdLength)
                .Where(id => id.Length == IdLength)
                .Select(id => new RoleChange(action, $"{new Guid(id)}", role))
            : [];
}

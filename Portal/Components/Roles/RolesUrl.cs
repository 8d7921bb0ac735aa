namespace Portal.Components.Roles;

/// <summary>Addresses of the roles page, including the role, search and draft that it shows.</summary>
internal static class RolesUrl
{
    public const string Path = "/admin/roles";

    public static string Of(string api, string? role = null, string? search = null, string? draft = null)
    {
        var query = new List<string>();
        Add("role", role);
        Add("search", search);
        Add("draft", draft);
        return $"{Path}/{Uri.EscapeDataString(api)}" + (query.Count == 0 ? "" : $"?{string.Join('&', query)}");

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }
}

namespace AccessContract;

/// <summary>Names that mean the same in every tenant.</summary>
public static class WellKnown
{
    public const string PersonalAccountsTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";
    public const string V1IssuerHost = "https://sts.windows.net/";

    private static readonly Dictionary<string, string> Resources = new(StringComparer.OrdinalIgnoreCase)
    {
        ["00000003-0000-0000-c000-000000000000"] = "Microsoft Graph",
        ["https://graph.microsoft.com"] = "Microsoft Graph",
        ["00000002-0000-0000-c000-000000000000"] = "Azure AD Graph, which is retired",
        ["https://graph.windows.net"] = "Azure AD Graph, which is retired",
        ["797f4846-ba00-4fd7-ba43-dac1f8f63013"] = "Azure Resource Manager",
        ["https://management.azure.com"] = "Azure Resource Manager",
        ["https://management.core.windows.net"] = "Azure Resource Manager",
        ["https://vault.azure.net"] = "Azure Key Vault",
        ["https://storage.azure.com"] = "Azure Storage",
        ["https://database.windows.net"] = "Azure SQL Database",
    };

    private static readonly Dictionary<string, string> Clients = new(StringComparer.OrdinalIgnoreCase)
    {
        ["04b07795-8ddb-461a-bbee-02f9e1bf7b46"] = "Azure CLI",
        ["1950a258-227b-4e31-a9cf-717495945fc2"] = "Azure PowerShell",
        ["14d82eec-204b-4c2f-b7e8-296a70dab67e"] = "Microsoft Graph PowerShell",
        ["de8bc8b5-d9f9-48b1-a8ad-b748da725064"] = "Graph Explorer",
        ["c44b4083-3bb0-49c1-b47d-974e53cbdf3c"] = "Azure portal",
        ["872cd9fa-d31f-45e0-9eab-6e460a02d1f1"] = "Visual Studio",
        ["aebc6443-996d-45c2-90f0-388ff96faa56"] = "Visual Studio Code",
    };

    /// <summary>The common name of the resource with this audience; null for an unknown one.</summary>
    public static string? Resource(string? audience) =>
        audience is null ? null : Resources.GetValueOrDefault(audience.TrimEnd('/'));

    /// <summary>The common name of the Microsoft app with this client ID; null for an unknown one.</summary>
    public static string? Client(string id) => Clients.GetValueOrDefault(id);

    public static bool IsGraph(string? audience) => Resource(audience) == "Microsoft Graph";
}

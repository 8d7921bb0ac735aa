namespace AccessContract;

/// <summary>Names that mean the same in every tenant.</summary>
internal static class WellKnown
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

    /// <summary>The common name of the resource with this audience; null for an unknown one.</summary>
    public static string? Resource(string? audience) =>
        audience is null ? null : Resources.GetValueOrDefault(audience.TrimEnd('/'));

    public static bool IsGraph(string? audience) => Resource(audience) == "Microsoft Graph";
}

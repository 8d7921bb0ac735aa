using System.Text.Json.Nodes;
using Entra.Emulator.Tenant;

namespace Portal.Tests.Emulator;

/// <summary>The built-in tenant with changes, as a custom file.</summary>
internal static class TenantFile
{
    /// <summary>Writes the file. Returns the argument that passes it to the emulator.</summary>
    public static string Write(string folder, Action<JsonObject> change)
    {
        using var stream = typeof(TenantSeed).Assembly.GetManifestResourceStream("tenant.json")!;
        var tenant = JsonNode.Parse(stream)!.AsObject();
        change(tenant);

        var path = Path.Combine(folder, "tenant.json");
        File.WriteAllText(path, tenant.ToJsonString());
        return $"--Emulator:TenantFile={path}";
    }

    public static JsonObject App(this JsonObject tenant, string name) => Named(tenant, "apps", "name", name);

    public static JsonObject User(this JsonObject tenant, string userName) =>
        Named(tenant, "users", "userName", userName);

    public static void Append(this JsonObject tenant, string list, string json)
    {
        tenant[list] ??= new JsonArray();
        tenant[list]!.AsArray().Add(JsonNode.Parse(json));
    }

    private static JsonObject Named(JsonObject tenant, string list, string key, string name) =>
        tenant[list]!.AsArray().Select(n => n!.AsObject()).Single(n => n[key]!.GetValue<string>() == name);
}

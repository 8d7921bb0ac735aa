using System.Text.Json.Nodes;
using Portal.Tests.Emulator;

namespace Portal.Tests.Support;

/// <summary>
/// Frank and Bob administer the portal. Frank may also read the directory, but not change it; Bob has no directory role.
/// </summary>
public sealed class DirectoryReaderFixture : ApplicationFixture
{
    public const string Reader = "frank";

    public static void Change(JsonObject tenant)
    {
        tenant.User(Reader)["directoryRoles"] = new JsonArray("Directory Readers");
        var assignments = tenant.App("Portal")["principal"]!["assignments"]!.AsArray();
        assignments.Add(new JsonObject { ["to"] = Reader, ["role"] = "Portal.Admin" });
        assignments.Add(new JsonObject { ["to"] = "bob", ["role"] = "Portal.Admin" });
    }

    protected override string[] Arguments() => [TenantFile.Write(DataDirectory, Change)];
}

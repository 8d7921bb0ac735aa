using System.Text.Json.Nodes;
using Portal.Tests.Emulator;

namespace Portal.Tests.Support;

/// <summary>Frank administers the portal and may read the directory, but not change it.</summary>
public sealed class DirectoryReaderFixture : ApplicationFixture
{
    public const string Reader = "frank";

    public static void Change(JsonObject tenant)
    {
        tenant.User(Reader)["directoryRoles"] = new JsonArray("Directory Readers");
        tenant.App("Portal")["principal"]!["assignments"]!.AsArray().Add(
            new JsonObject { ["to"] = Reader, ["role"] = "Portal.Admin" });
    }

    protected override string[] Arguments() => [TenantFile.Write(DataDirectory, Change)];
}

using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Tests.Emulator.OAuth;

/// <summary>An emulator whose tenant can produce every error, with a clock that can be moved.</summary>
public sealed class ErrorTableFixture : EmulatorContext
{
    public const string Absent = "66666666-0000-4000-8000-000000000001";
    public const string Disabled = "66666666-0000-4000-8000-000000000002";
    public const string Closed = "66666666-0000-4000-8000-000000000003";
    public const string ExpiredSecret = "emulator-only-expired-secret";

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    internal ClientCertificate Certificate { get; } = new();

    protected override TimeProvider Clock => Time;

    public override ValueTask DisposeAsync()
    {
        Certificate.Dispose();
        return base.DisposeAsync();
    }

    protected override void ChangeTenant(JsonObject tenant)
    {
        tenant.App("Portal")["certificates"] = new JsonArray(Certificate.PublicHalf);
        tenant.App("Background job").Append(
            "secrets", $$"""{ "value": "{{ExpiredSecret}}", "expires": "2020-01-01T00:00:00Z" }""");
        tenant.User("erin")["enabled"] = false;
        tenant.Append("policies", """
            { "name": "Dave sets one up", "users": [ "dave" ], "resource": "AppB", "requires": "c2", "control": "Enroll" }
            """);
        tenant.Append(
            "policies", """{ "name": "No way in", "users": [ "grace" ], "resource": "AppB", "control": "Block" }""");
        tenant.Append("apps", $$"""
            {
              "id": "{{Absent}}", "objectId": "66666666-0000-4000-8000-000000000011", "name": "Absent",
              "secrets": [ { "value": "emulator-only-absent-secret" } ]
            }
            """);
        tenant.Append("apps", $$"""
            {
              "id": "{{Disabled}}", "objectId": "66666666-0000-4000-8000-000000000012", "name": "Disabled",
              "identifierUri": "api://disabled",
              "secrets": [ { "value": "emulator-only-disabled-secret" } ],
              "principal": { "id": "66666666-0000-4000-8000-000000000022", "enabled": false }
            }
            """);
        tenant.Append("apps", $$"""
            {
              "id": "{{Closed}}", "objectId": "66666666-0000-4000-8000-000000000013", "name": "Closed",
              "identifierUri": "api://closed", "publicClient": true, "redirectUris": [ "http://localhost/signin-oidc" ],
              "principal": {
                "id": "66666666-0000-4000-8000-000000000023", "assignmentRequired": true,
                "assignments": [ { "to": "Order readers" } ]
              }
            }
            """);
    }
}

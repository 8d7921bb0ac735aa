using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.OtherApis;

/// <summary>An API in another language: its access contract is written by hand, as docs/contract.md describes.</summary>
internal static class PayrollApi
{
    public const string Audience = "aaaaaaaa-0000-4000-8000-0000000000d1";

    public static void Map(WebApplication app, string issuer, string tenant)
    {
        app.MapGet("/openapi/v1.json", () => StubHost.Document(Contract));
        app.MapGet("/.well-known/oauth-protected-resource", (HttpRequest request) =>
            StubHost.Document(Metadata($"{request.Scheme}://{request.Host}/", issuer, tenant)));
        app.MapGet("/payslips", () => Results.Json(new { code = "role_missing", failed = (string[])["role"] }, statusCode: 403));
    }

    private static string Metadata(string address, string issuer, string tenant) => $$"""
        {
          "resource": "{{address}}",
          "resource_name": "Payroll",
          "authorization_servers": [ "{{issuer}}" ],
          "bearer_methods_supported": [ "header" ],
          "urn:on-behalf-of-portal:validations": [
            { "name": "issuer", "demand": "Issued by our tenant.", "accepted": [ "{{issuer}}" ] },
            { "name": "audience", "demand": "Issued for Payroll.", "accepted": [ "{{Audience}}" ] },
            { "name": "tenant", "demand": "From our tenant.", "accepted": [ "{{tenant}}" ] },
            { "name": "office_network", "demand": "The call comes from the office network." },
            { "name": "scope", "demand": "The scope of the operation." },
            { "name": "role", "demand": "The app role of the operation." }
          ]
        }
        """;

    private const string Contract = """
        {
          "openapi": "3.1.0",
          "info": { "title": "Payroll", "version": "1" },
          "components": { "securitySchemes": {
            "user": { "type": "oauth2", "flows": { "authorizationCode": {
              "authorizationUrl": "https://login.example/authorize", "tokenUrl": "https://login.example/token",
              "scopes": { "aaaaaaaa-0000-4000-8000-0000000000d1/manage": "Manage", "aaaaaaaa-0000-4000-8000-0000000000d1/read": "Read" } } } },
            "application": { "type": "oauth2", "flows": { "clientCredentials": {
              "tokenUrl": "https://login.example/token", "scopes": { "aaaaaaaa-0000-4000-8000-0000000000d1/.default": "All" } } } },
            "roles": { "type": "http", "scheme": "bearer" } } },
          "paths": {
            "/payslips": {
              "get": {
                "security": [
                  { "user": [ "aaaaaaaa-0000-4000-8000-0000000000d1/manage" ], "roles": [ "Payroll.Manage" ] },
                  { "user": [ "aaaaaaaa-0000-4000-8000-0000000000d1/read" ], "roles": [ "Payslips.Read" ] },
                  { "application": [ "aaaaaaaa-0000-4000-8000-0000000000d1/.default" ], "roles": [ "Payslips.Read.All" ] }
                ],
                "responses": { "200": { "description": "Payslips", "content": { "application/json": { "schema": {
                  "type": "array", "items": { "type": "object", "properties": {
                    "id": { "type": "integer" }, "month": { "type": "string" } } } } } } } }
              }
            }
          }
        }
        """;
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using AccessContract.Checks;
using Portal.Tests.Support;
using static Portal.Tests.AppB.TokenCase;

namespace Portal.Tests.AppB;

/// <summary>Tokens that people send by mistake, as forums, issue trackers and documentation describe them.</summary>
public static partial class TokenCases
{
    private const string PublicCloud = "https://login.microsoftonline.com/";

    private static readonly string[][] NestedRoles = [["Orders.Read"]];

    private static TokenCase[] Field =>
        [.. FieldSignatures, .. FieldVersions, .. FieldIssuers, .. FieldAudiences, .. FieldLifetimes, .. FieldPermissions];

    private static TokenCase[] FieldSignatures =>
    [
        Of("signature in standard base64", "signature", "signature_unreadable",
            f => Encoded(User(f), Convert.ToBase64String)),
        Of("alg of an encrypted token", "signature", "alg_not_accepted",
            f => User(f).WithHeader("alg", "RSA-OAEP").Sign()),
        Of("x5t without kid", "signature", "key_not_named",
            f => User(f).WithoutHeader("kid").WithHeader("x5t", f.Authority.Key.Id).Sign()),
        Of("x5c without kid", "signature", "key_not_named",
            f => User(f).WithoutHeader("kid").WithHeader("x5c", List("MIIC")).Sign()),
        Of("key that was replaced", "signature", "key_unknown",
            f => User(f).WithHeader("kid", "test-key-0").Sign(SignWithOtherKey)),
        Of("Graph token, as Entra signs it", "signature", "graph_token",
            f => Version1(f).With("aud", GraphId).With("scp", "User.Read").WithHeader("nonce", "n").Sign(SignWithOtherKey)),
        Of("signed HTTP request (PoP)", "version", "signed_request", f => ProofOfPossession(f)),
    ];

    private static TokenCase[] FieldVersions =>
    [
        Of("v1 token of the Azure CLI for Azure Resource Manager", "version", "audience_other_api",
            f => Version1(f).With("aud", "https://management.core.windows.net/")
                .With("appid", "04b07795-8ddb-461a-bbee-02f9e1bf7b46").With("appidacr", "0")
                .With("scp", "user_impersonation").Sign()),
        Of("v1 ID token", "version", "id_token",
            f => Version1(f).Without("scp", "appid", "appidacr", "roles").With("aud", PortalId).With("nonce", "n").Sign()),
        Of("v1 token for the portal", "version", "audience_client",
            f => Version1(f).With("aud", PortalId).With("scp", "user_impersonation").Sign()),
        Of("v1 token for another API", "version", "audience_other_api",
            f => Version1(f).With("aud", $"api://{OtherApiId}").With("scp", "Reports.Use").Sign()),
        Of("v1 token, issuer without a slash", "version", "version_1",
            f => Version1(f).With("iss", TestAuthority.V1Issuer.TrimEnd('/')).Sign(), FixOwner.ApiDeveloper),
        Of("v1 token of a personal account as a guest", "version", "version_1",
            f => Version1(f).With("idp", "live.com").With("unique_name", "live.com#bob@outlook.example").Sign(), FixOwner.ApiDeveloper),
    ];

    private static TokenCase[] FieldIssuers =>
    [
        Of("another tenant and expired", "issuer", "issuer_other_tenant",
            f => OfTenant(Lived(f, -7200), f, OtherTenant).Sign(), FixOwner.You),
        Of("v1 token of Entra in China", "issuer", "issuer_other",
            f => Elsewhere(Version1(f).With("iss", $"https://sts.chinacloudapi.cn/{OtherTenant}/")
                .With("tid", OtherTenant))),
        Of("same tenant ID under another host", "issuer", "issuer_other_address",
            f => Elsewhere(User(f).With("iss", $"{PublicCloud}{TestAuthority.TenantId}/v2.0"))),
        Of("localhost for 127.0.0.1", "issuer", "issuer_other_address",
            f => User(f).With("iss", f.Authority.Issuer.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)).Sign()),
        Of("same host, another port", "issuer", "issuer_other_address",
            f => Elsewhere(User(f).With("iss", $"https://127.0.0.1:7102/{TestAuthority.TenantId}/v2.0"))),
        Of("issuer of /common", "issuer", "issuer_spelling",
            f => User(f).With("iss", $"{f.Authority.Instance}common/v2.0").Sign()),
        Of("issuer with the tenant's domain", "issuer", "issuer_spelling",
            f => User(f).With("iss", $"{f.Authority.Instance}contoso.onmicrosoft.com/v2.0").Sign()),
        Of("issuer without /v2.0", "issuer", "issuer_spelling",
            f => User(f).With("iss", $"{f.Authority.Instance}{TestAuthority.TenantId}").Sign()),
        Of("B2C with a custom domain", "issuer", "issuer_b2c",
            f => Elsewhere(B2C(f).With("iss", $"https://login.contoso.example/{OtherTenant}/v2.0/")
                .With("tfp", "B2C_1_susi"))),
        Of("External ID by the tenant's name", "issuer", "issuer_external_id",
            f => Elsewhere(User(f).With("iss", $"https://contoso.ciamlogin.com/{OtherTenant}/v2.0")
                .With("tid", OtherTenant))),
        Of("AD FS, issuer of its ID tokens", "issuer", "issuer_adfs",
            f => Elsewhere(User(f).Without("tid", "azp", "roles").With("iss", "https://fs.contoso.example/adfs")
                .With("apptype", "Public"))),
        Of("v1 app-only token of another tenant", "issuer", "issuer_other_tenant_app", f => Elsewhere(
            Version1(f).Without("scp", "unique_name", "name").With("idtyp", "app")
                .With("iss", $"https://sts.windows.net/{OtherTenant}/").With("tid", OtherTenant))),
        Of("client assertion", "issuer", "client_assertion", f => Elsewhere(Foreign(f, PortalId).With("sub", PortalId)
            .With("aud", $"{f.Authority.Instance}{TestAuthority.TenantId}/oauth2/v2.0/token").With("jti", "1"))),
        Of("GitLab pipeline", "issuer", "issuer_workload",
            f => Elsewhere(Foreign(f, "https://gitlab.com").With("aud", "https://gitlab.com")
                .With("project_path", "contoso/x").With("sub", "project_path:contoso/x:ref_type:branch:ref:main"))),
        Of("Azure DevOps service connection", "issuer", "issuer_workload",
            f => Elsewhere(Foreign(f, $"https://vstoken.dev.azure.com/{OtherTenant}")
                .With("aud", "api://AzureADTokenExchange").With("sub", "sc://contoso/x/y"))),
        Of("AKS workload identity", "issuer", "issuer_workload",
            f => Elsewhere(Foreign(f, $"https://eastus.oic.prod-aks.azure.com/{OtherTenant}/{OtherApiId}/")
                .With("aud", List("api://AzureADTokenExchange"))
                .With("sub", "system:serviceaccount:default:web").With("kubernetes.io", new { @namespace = "default" }))),
        Of("Firebase", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://securetoken.google.com/contoso").With("aud", "contoso")
                .With("firebase", new { sign_in_provider = "password" }))),
        Of("Google service account's own token", "issuer", "client_assertion",
            f => Elsewhere(Foreign(f, "web@contoso.iam.gserviceaccount.com")
                .With("sub", "web@contoso.iam.gserviceaccount.com").With("aud", "https://api.example/"))),
    ];

    private static TokenCase[] FieldAudiences =>
    [
        Of("expired and for another API", "audience", "audience_other_api",
            f => Lived(f, -7200).With("aud", OtherApiId).Sign()),
        Of("App ID URI of another API", "audience", "audience_other_api",
            f => User(f).With("aud", $"api://{OtherApiId}").Sign()),
        Of("the portal's ID with the API's scope", "audience", "audience_client",
            f => User(f).With("aud", PortalId).Sign()),
        Of("audience with a space", "audience", "audience_spelling",
            f => User(f).With("aud", AppBFixture.Audience + " ").Sign()),
        Of("a scope as the audience", "audience", "audience_spelling",
            f => User(f).With("aud", $"api://{AppBFixture.Audience}/access_as_user").Sign()),
        Of("expired ID token", "audience", "id_token",
            f => Lived(f, -7200).Without("scp", "azp", "azpacr", "roles").With("aud", PortalId).With("nonce", "n").Sign()),
    ];

    private static TokenCase[] FieldLifetimes =>
    [
        Of("nbf after exp", "lifetime", "times_contradict",
            f => User(f).With("exp", Now + 3600).With("nbf", Now + 7200).Sign()),
        Of("iat after exp", "lifetime", "times_contradict",
            f => User(f).With("exp", Now + 3600).With("iat", Now + 7200).Sign()),
        Of("exp a duration", "lifetime", "times_contradict", f => User(f).With("exp", 3600).Sign()),
        Of("exp in microseconds", "lifetime", "time_in_milliseconds",
            f => User(f).With("exp", (Now + 3600) * 1_000_000).Sign()),
        Of("exp in nanoseconds", "lifetime", "time_in_milliseconds",
            f => User(f).With("exp", (Now + 3600) * 1_000_000_000).Sign()),
    ];

    private static TokenCase[] FieldPermissions =>
    [
        Of("typ with a space", "token_kind", "type_wrong", f => User(f).WithHeader("typ", "JWT ").Sign()),
        Of("app-only token for a change", "token_kind", "user_required",
            f => App(f).Sign()) with { Operation = TokenCase.Change },
        Of("app-only token for a report", "token_kind", "user_required",
            f => App(f).Sign()) with { Operation = TokenCase.Report },
        Of("scopes with a plus sign", "scope", "scope_form", f => User(f).With("scp", "openid+access_as_user").Sign()),
        Of("scopes percent-encoded", "scope", "scope_form", f => User(f).With("scp", "openid%20access_as_user").Sign()),
        Of(".default in scp", "scope", "scope_form", f => User(f).With("scp", ".default").Sign()),
        Of("neither the scope nor the role", "scope", "scope_missing",
            f => User(f).With("scp", "profile").Without("roles").Sign(), FixOwner.You),
        Of("reader's token for a change", "role", "role_missing",
            f => User(f).Sign(), FixOwner.Administrator) with { Operation = TokenCase.Change },
        Of("roles an object", "role", "roles_form",
            f => User(f).With("roles", new Dictionary<string, string> { ["0"] = "Orders.Read" }).Sign()),
        Of("roles a list in a list", "role", "roles_form",
            f => User(f).With("roles", NestedRoles).Sign()),
        Of("roles a JSON text", "role", "roles_form",
            f => User(f).With("roles", JsonSerializer.Serialize(List("Orders.Read"))).Sign()),
        Of("role with the prefix of Spring", "role", "role_spelling",
            f => f.User("ROLE_Orders.Read").Sign(), FixOwner.ApiDeveloper),
        Of("guest without roles", "role", "role_missing",
            f => User(f).Without("roles").With("idp", $"https://sts.windows.net/{OtherTenant}/").Sign(), FixOwner.Administrator),
        Of("application with another role", "role", "app_role_missing",
            f => f.Application("Orders.ReadWrite.All").Sign(), FixOwner.Administrator),
        Of("too many groups, implicit flow", "role", "role_missing",
            f => User(f).Without("roles").With("hasgroups", true).Sign(), FixOwner.Administrator),
    ];

    private static string Encoded(TestAuthorityToken token, Func<byte[], string> encode)
    {
        var signed = token.Sign();
        var cut = signed.LastIndexOf('.') + 1;
        return signed[..cut] + encode(Base64Url.DecodeFromChars(signed.AsSpan(cut)));
    }

    // Entra's SHR: the client signs the request, and the access token is in the claim at.
    private static string ProofOfPossession(AppBFixture appB) => new TestAuthorityToken(appB.Authority.Key)
        .WithHeader("typ", "pop").WithHeader("kid", "key-of-the-client")
        .With("at", User(appB).With("cnf", new { kid = "key-of-the-client" }).Sign()).With("ts", Now).With("m", "GET")
        .With("u", "api.example").With("p", "/orders").With("nonce", "1")
            .With("cnf", new { jwk = new { kty = "RSA", e = "AQAB", n = "AQAB" } })
        .Sign(SignWithOtherKey);
}

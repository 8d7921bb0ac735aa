using AccessContract.Checks;
using Portal.Tests.Support;
using static Portal.Tests.AppB.TokenCase;

namespace Portal.Tests.AppB;

/// <summary>Tokens of other versions, tenants and sign-in services, as their documentation describes them.</summary>
public static partial class TokenCases
{
    private const string PersonalTenant = "9188040d-6c67-4c5b-b112-36a304b66dad";

    private static TokenCase[] Issuers =>
    [
        Of("v1 token of the tenant", "version", "version_1", f => Version1(f).Sign(), FixOwner.ApiDeveloper),
        Of("v1 app-only token of the tenant", "version", "version_1",
            f => Version1(f).Without("scp", "unique_name", "name").With("idtyp", "app").Sign(), FixOwner.ApiDeveloper),
        Of("v1 managed identity", "version", "version_1",
            f => Version1(f).Without("scp", "unique_name", "name").With("xms_mirid", "/subscriptions/1/vm").With("appidacr", "2").Sign(),
            FixOwner.ApiDeveloper),
        Of("ver 1.0 alone", "version", "version_1", f => User(f).With("ver", "1.0").Sign(), FixOwner.ApiDeveloper),
        Of("no ver", "version", "version_missing", f => User(f).Without("ver").Sign()),
        Of("ver a number", "version", "version_unknown", f => User(f).With("ver", 2.0).Sign()),
        Of("ver 3.0", "version", "version_unknown", f => User(f).With("ver", "3.0").Sign()),
        Of("ver a list", "version", "version_unknown", f => User(f).With("ver", List("2.0")).Sign()),
        Of("v1 issuer in a v2 token", "issuer", "version_mixed", f => User(f).With("iss", TestAuthority.V1Issuer).Sign()),
        Of("no issuer", "issuer", "issuer_missing", f => User(f).Without("iss").Sign()),
        Of("issuer empty", "issuer", "issuer_missing", f => User(f).With("iss", "").Sign()),
        Of("issuer with a slash", "issuer", "issuer_spelling", f => User(f).With("iss", f.Authority.Issuer + "/").Sign()),
        Of("issuer in capitals", "issuer", "issuer_spelling", f => User(f).With("iss", f.Authority.Issuer.ToUpperInvariant()).Sign()),
        Of("issuer with user information", "issuer", "issuer_other",
            f => User(f).With("iss", f.Authority.Issuer.Replace("https://", "https://x@", StringComparison.Ordinal)).Sign()),
        Of("user of another tenant", "issuer", "issuer_other_tenant", f => OfTenant(User(f), f, OtherTenant).Sign(), FixOwner.You),
        Of("guest with the home tenant's token", "issuer", "issuer_other_tenant",
            f => Elsewhere(OfTenant(User(f), f, OtherTenant).With("preferred_username", "bob@fabrikam.example")), FixOwner.You),
        Of("v1 token of another tenant", "issuer", "issuer_other_tenant",
            f => Elsewhere(Version1(f).With("iss", $"https://sts.windows.net/{OtherTenant}/").With("tid", OtherTenant)), FixOwner.You),
        Of("app-only token of another tenant", "issuer", "issuer_other_tenant_app",
            f => OfTenant(App(f), f, OtherTenant).Sign()),
        Of("issuer of another tenant, tid of this one", "issuer", "tenant_contradicts_issuer",
            f => OfTenant(User(f), f, OtherTenant).With("tid", TestAuthority.TenantId).Sign()),
        Of("tid of another tenant, issuer of this one", "tenant", "tenant_contradicts_issuer",
            f => User(f).With("tid", OtherTenant).Sign()),
        Of("tid of personal accounts, issuer of this tenant", "tenant", "tenant_contradicts_issuer",
            f => User(f).With("tid", PersonalTenant).Sign()),
        Of("personal account", "issuer", "personal_account",
            f => Elsewhere(User(f).With("iss", $"https://login.microsoftonline.com/{PersonalTenant}/v2.0").With("tid", PersonalTenant)),
            FixOwner.You),
        Of("personal account, same authority", "issuer", "personal_account",
            f => OfTenant(User(f), f, PersonalTenant).Sign(), FixOwner.You),
        Of("Entra's public cloud, another tenant", "issuer", "issuer_other",
            f => Elsewhere(User(f).With("iss", $"https://login.microsoftonline.com/{OtherTenant}/v2.0").With("tid", OtherTenant))),
        Of("US government cloud", "issuer", "issuer_other",
            f => Elsewhere(User(f).With("iss", $"https://login.microsoftonline.us/{OtherTenant}/v2.0").With("tid", OtherTenant))),
        Of("B2C user flow", "issuer", "issuer_b2c", f => Elsewhere(B2C(f).With("tfp", "B2C_1_susi"))),
        Of("B2C custom policy in acr", "issuer", "issuer_b2c", f => Elsewhere(B2C(f).With("acr", "b2c_1a_signup"))),
        Of("B2C with the issuer that names the policy", "issuer", "issuer_b2c",
            f => Elsewhere(B2C(f).With("iss", $"https://contosob2c.b2clogin.com/tfp/{OtherTenant}/b2c_1_susi/v2.0/"))),
        Of("B2C under login.microsoftonline.com", "issuer", "issuer_b2c",
            f => Elsewhere(B2C(f).With("iss", $"https://login.microsoftonline.com/{OtherTenant}/v2.0/").With("tfp", "B2C_1_susi"))),
        Of("External ID (CIAM)", "issuer", "issuer_external_id",
            f => Elsewhere(User(f).With("iss", $"https://{OtherTenant}.ciamlogin.com/{OtherTenant}/v2.0").With("tid", OtherTenant))),
        Of("AD FS", "issuer", "issuer_adfs",
            f => Elsewhere(User(f).Without("tid", "azp", "roles").With("iss", "http://fs.contoso.example/adfs/services/trust")
                .With("ver", "1.0").With("appid", PortalId).With("apptype", "Confidential").With("authmethod", "password"))),
        Of("Keycloak", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://sso.example/realms/contoso").With("azp", "web").With("scope", "openid orders.read").With("typ", "Bearer")
                .With("realm_access", new { roles = List("reader") }))),
        Of("Auth0", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://contoso.eu.auth0.com/").With("scope", "openid read:orders").With("azp", "x").With("permissions", List("read:orders")))),
        Of("Auth0 with HS256", "issuer", "issuer_other",
            f => Foreign(f, "https://contoso.auth0.com/").WithHeader("alg", "HS256").WithoutHeader("kid").Sign(d => System.Security.Cryptography.HMACSHA256.HashData("s"u8, d))),
        Of("Okta", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://dev-1.okta.com/oauth2/default").With("ver", 1).With("cid", "x").With("scp", List("orders.read")))),
        Of("Google ID token", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://accounts.google.com").With("email", "a@gmail.example").With("azp", "x.apps.googleusercontent.com"))),
        Of("Amazon Cognito", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_x").Without("aud").With("client_id", "x").With("token_use", "access"))),
        Of("RFC 9068 token of another server, ES256", "issuer", "issuer_other",
            f => Foreign(f, "https://id.example").WithHeader("typ", "at+jwt").WithHeader("alg", "ES256").WithHeader("kid", "theirs")
                .With("scope", "openid orders.read").With("client_id", "web").Sign(SignWithEllipticCurve)),
        Of("GitHub Actions", "issuer", "issuer_workload",
            f => Elsewhere(Foreign(f, "https://token.actions.githubusercontent.com").With("aud", "api://AzureADTokenExchange").With("repository", "contoso/x"))),
        Of("Kubernetes service account", "issuer", "issuer_workload",
            f => Elsewhere(Foreign(f, "https://kubernetes.default.svc.cluster.local").With("aud", List("api")))),
        Of("made-up issuer", "issuer", "issuer_other", f => Elsewhere(User(f).With("iss", "https://evil.example/v2.0"))),
        Of("issuer that is not an address", "issuer", "issuer_other", f => Elsewhere(User(f).With("iss", "my-auth-server"))),
        Of("no tid", "tenant", "tenant_missing", f => User(f).Without("tid").Sign()),
        Of("tid a name", "tenant", "tenant_unreadable", f => User(f).With("tid", "contoso.example").Sign()),
        Of("tid a list", "tenant", "tenant_unreadable", f => User(f).With("tid", List(TestAuthority.TenantId)).Sign()),
        Of("tid in capitals", "tenant", "tenant_unreadable", f => User(f).With("tid", TestAuthority.TenantId.ToUpperInvariant()).Sign()),
    ];

    private static TestAuthorityToken OfTenant(TestAuthorityToken token, AppBFixture appB, string tenant) =>
        token.With("iss", $"{appB.Authority.Instance}{tenant}/v2.0").With("tid", tenant);

    private static TestAuthorityToken B2C(AppBFixture appB) => User(appB).Without("tid", "preferred_username", "roles")
        .With("iss", $"https://contosob2c.b2clogin.com/{OtherTenant}/v2.0/").With("ver", "1.0").With("emails", List("a@b.example"));

    private static TestAuthorityToken Foreign(AppBFixture appB, string issuer) =>
        User(appB).Without("ver", "tid", "oid", "scp", "roles", "azpacr", "uti", "azp").With("iss", issuer);
}

using AccessContract.Checks;
using Portal.Tests.Support;
using static Portal.Tests.AppB.TokenCase;

namespace Portal.Tests.AppB;

/// <summary>Tokens as services and clients make them, sent to the wrong place or in the wrong way.</summary>
public static partial class TokenCases
{
    private const string AppObject = "aaaaaaaa-0000-4000-8000-0000000000aa";
    private const string Identity =
        "/subscriptions/1/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader";

    private static TokenCase[] Shapes =>
    [
        // App-only tokens without idtyp: sub equals oid, and no claim names a user.
        Of("app-only without idtyp, expired", "lifetime", "expired_app",
            f => AppWithoutKind(f).With("exp", Now - 600).With("iat", Now - 4200).With("nbf", Now - 4200).Sign()),
        Of("app-only without idtyp, of another tenant", "issuer", "issuer_other_tenant_app",
            f => OfTenant(AppWithoutKind(f), f, OtherTenant).Sign()),
        Of("app-only token for the client itself", "audience", "audience_other_api",
            f => App(f).With("aud", OtherTenant).With("azp", OtherTenant).Sign()),
        Of("the portal's own app-only token", "audience", "audience_other_api", f => App(f).With("aud", PortalId).Sign()),
        Of("user-assigned managed identity, v1, resource as requested", "version", "version_1",
            f => Version1(f).Without("scp", "unique_name", "name", "azp").With("sub", AppObject).With("oid", AppObject)
                .With("idp", $"https://sts.windows.net/{TestAuthority.TenantId}/").With("xms_mirid", Identity).With("appidacr", "2").Sign(),
            FixOwner.ApiDeveloper),
        Of("managed identity's token for Azure Resource Manager", "version", "audience_other_api",
            f => Version1(f).Without("scp", "unique_name", "name").With("aud", "https://management.azure.com/").With("xms_mirid", Identity).Sign()),
        Of("v2 managed identity of 24 hours without the role", "role", "app_role_missing",
            f => App(f).Without("roles").With("xms_mirid", Identity).With("azpacr", "2").With("exp", Now + 86_400).Sign(),
            FixOwner.Administrator),

        // Guests have the tenant's issuer: what they lack is what members lack.
        Of("guest by idp without the role", "role", "role_missing",
            f => User(f).Without("roles").With("idp", $"https://sts.windows.net/{OtherTenant}/").With("acct", 1).Sign(), FixOwner.Administrator),
        Of("guest with a personal account without the role", "role", "role_missing",
            f => User(f).Without("roles").With("idp", "live.com").With("unique_name", "live.com#ann@outlook.example").Sign(),
            FixOwner.Administrator),
        Of("client that handles claims challenges, 28 hours, without the role", "role", "role_missing",
            f => User(f).Without("roles").With("xms_cc", List("cp1")).With("exp", Now + 100_800).Sign(), FixOwner.Administrator),
        Of("several other scopes", "scope", "scope_missing", f => User(f).With("scp", "openid profile email").Sign(), FixOwner.You),

        // Other JWTs than access tokens.
        Of("DPoP proof as clients make it", "signature", "type_wrong",
            f => OnlyClaims(f, ("htm", "GET"), ("htu", "https://api.example/"), ("jti", "1"), ("iat", Now))
                .WithHeader("typ", "dpop+jwt").WithHeader("alg", "ES256").WithoutHeader("kid")
                .WithHeader("jwk", new { kty = "EC", crv = "P-256", x = "AQAB", y = "AQAB" }).Sign(SignWithEllipticCurve)),
        Of("signed request with a token inside (PoP)", "version", "signed_request",
            f => OnlyClaims(f, ("at", "e.y.J"), ("ts", Now), ("m", "GET"), ("u", "api.example"))
                .WithHeader("typ", "pop").WithHeader("kid", "of-the-client").Sign(SignWithOtherKey)),
        Of("token bound to a key (cnf) without the role", "role", "role_missing",
            f => User(f).Without("roles").With("cnf", new { kid = "x" }).Sign(), FixOwner.Administrator),

        // Other services.
        Of("AD FS under its other issuer", "issuer", "issuer_adfs",
            f => Elsewhere(Foreign(f, "https://fs.contoso.example/adfs").With("ver", "1.0").With("appid", PortalId).With("scp", "openid"))),
        Of("Keycloak with a nonce", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://sso.example/auth/realms/contoso").With("azp", "web").With("scope", "openid").With("nonce", "n"))),
        Of("Duende IdentityServer", "issuer", "issuer_other",
            f => Foreign(f, "https://demo.duende.example").WithHeader("typ", "at+jwt").WithHeader("kid", "theirs")
                .With("client_id", "m2m").With("scope", List("api")).With("jti", "1").Sign(SignWithOtherKey)),
        Of("Okta, a number as ver", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://contoso.okta.com/oauth2/aus1").With("ver", 1).With("cid", "0oa1").With("uid", "00u1")
                .With("scp", List("openid", "orders.read")))),
        Of("Auth0 of an application", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "https://contoso.us.auth0.com/").With("sub", "x@clients").With("gty", "client-credentials").With("azp", "x"))),
        Of("Google ID token for an application", "issuer", "issuer_other",
            f => Elsewhere(Foreign(f, "accounts.google.com").With("email_verified", true).With("at_hash", "h"))),
        Of("service account of another cluster", "issuer", "issuer_workload",
            f => Elsewhere(Foreign(f, "https://cluster.example/1").With("aud", List("api")).With("kubernetes.io", new { @namespace = "default" }))),
        Of("service with addresses like Entra's", "issuer", "issuer_other",
            f => Elsewhere(User(f).With("iss", $"https://id.example/{OtherTenant}/v2.0").With("tid", OtherTenant))),
    ];

    private static TestAuthorityToken AppWithoutKind(AppBFixture appB) => App(appB).Without("idtyp").With("oid", AppObject).With("sub", AppObject);

    private static TestAuthorityToken OnlyClaims(AppBFixture appB, params (string Name, object Value)[] claims)
    {
        var token = User(appB);
        token = token.Without([.. token.Claims.Keys]);
        return claims.Aggregate(token, (t, claim) => t.With(claim.Name, claim.Value));
    }
}

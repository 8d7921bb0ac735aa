using AccessContract.Checks;
using static Portal.Tests.AppB.TokenCase;

namespace Portal.Tests.AppB;

/// <summary>Tokens of the right issuer with claims that AppB does not accept.</summary>
public static partial class TokenCases
{
    private const string GraphId = "00000003-0000-0000-c000-000000000000";

    private static TokenCase[] Audiences =>
    [
        Of("no audience", "audience", "audience_missing", f => User(f).Without("aud").Sign()),
        Of("audience empty", "audience", "audience_missing", f => User(f).With("aud", "").Sign()),
        Of("two audiences", "audience", "audience_several", f => User(f).With("aud", List(AppBFixture.Audience, OtherApiId)).Sign()),
        Of("Graph's ID", "audience", "graph_token", f => User(f).With("aud", GraphId).With("scp", "User.Read").Sign()),
        Of("Graph's address", "audience", "graph_token", f => User(f).With("aud", "https://graph.microsoft.com").Sign()),
        Of("Graph token with a nonce in its header", "version", "graph_token",
            f => Version1(f).With("aud", GraphId).WithHeader("nonce", "n").Sign()),
        Of("Azure Resource Manager", "audience", "audience_other_api", f => User(f).With("aud", "https://management.azure.com/").Sign()),
        Of("the portal's own token", "audience", "audience_client",
            f => User(f).With("aud", PortalId).With("scp", "user_impersonation").Sign()),
        Of("token that a client requested for itself", "audience", "audience_client",
            f => User(f).With("aud", OtherTenant).With("azp", OtherTenant).Sign()),
        Of("another of the portal's APIs", "audience", "audience_other_api", f => User(f).With("aud", OtherApiId).With("scp", "Reports.Use").Sign()),
        Of("an unknown API", "audience", "audience_other_api", f => User(f).With("aud", "cccccccc-0000-4000-8000-000000000001").Sign()),
        Of("App ID URI", "audience", "audience_uri", f => User(f).With("aud", $"api://{AppBFixture.Audience}").Sign(), FixOwner.ApiDeveloper),
        Of("audience in capitals", "audience", "audience_spelling", f => User(f).With("aud", AppBFixture.Audience.ToUpperInvariant()).Sign()),
        Of("audience with a slash", "audience", "audience_spelling", f => User(f).With("aud", AppBFixture.Audience + "/").Sign()),
        Of("ID token", "audience", "id_token",
            f => User(f).Without("scp", "azp", "azpacr", "roles").With("aud", PortalId).With("nonce", "n").Sign()),
        Of("ID token without nonce", "audience", "id_token",
            f => User(f).Without("scp", "azp", "azpacr", "roles").With("aud", PortalId).With("at_hash", "h").Sign()),
    ];

    private static TokenCase[] Lifetimes =>
    [
        Of("expired two hours ago", "lifetime", "expired", f => Lived(f, -7200).Sign(), FixOwner.You),
        Of("expired 90 seconds ago", "lifetime", "expired", f => Lived(f, -90).Sign(), FixOwner.You),
        Of("expired in 1970", "lifetime", "times_contradict", f => User(f).With("exp", 1).Sign()),
        Of("app-only, expired", "lifetime", "expired_app", f => App(f).With("exp", Now - 600).With("iat", Now - 4200).With("nbf", Now - 4200).Sign()),
        Of("no exp", "lifetime", "expiry_missing", f => User(f).Without("exp").Sign()),
        Of("exp in milliseconds", "lifetime", "time_in_milliseconds", f => User(f).With("exp", (Now + 3600) * 1000).Sign()),
        Of("every time in milliseconds", "lifetime", "time_in_milliseconds",
            f => User(f).With("exp", (Now + 3600) * 1000).With("iat", Now * 1000).With("nbf", Now * 1000).Sign()),
        Of("nbf in milliseconds", "lifetime", "time_in_milliseconds", f => User(f).With("nbf", Now * 1000).Sign()),
        Of("exp negative", "lifetime", "time_unreadable", f => User(f).With("exp", -1).Sign()),
        Of("valid in an hour", "lifetime", "not_yet_valid", f => User(f).With("nbf", Now + 3600).Sign(), FixOwner.Operator),
        Of("valid in three minutes", "lifetime", "not_yet_valid", f => User(f).With("nbf", Now + 180).Sign(), FixOwner.Operator),
        Of("issued tomorrow", "lifetime", "issued_in_future", f => User(f).With("iat", Now + 86_400).With("exp", Now + 90_000).Sign(), FixOwner.Operator),
        Of("no iat", "lifetime", "issue_time_missing", f => User(f).Without("iat").Sign()),
    ];

    private static TokenCase[] Kinds =>
    [
        Of("logout token", "token_kind", "type_wrong", f => User(f).WithHeader("typ", "logout+jwt").Sign()),
        Of("DPoP proof", "token_kind", "type_wrong", f => User(f).WithHeader("typ", "dpop+jwt").Sign()),
        Of("typ missing", "token_kind", "type_wrong", f => User(f).WithoutHeader("typ").Sign()),
        Of("access token with a nonce", "token_kind", "id_token", f => User(f).With("nonce", "n").Sign()),
        Of("idtyp app with scp", "token_kind", "kind_contradicts", f => User(f).With("idtyp", "app").Sign()),
        Of("idtyp device", "token_kind", "kind_unknown", f => User(f).With("idtyp", "device").Sign()),
        Of("app-only without idtyp", "token_kind", "app_without_idtyp", f => App(f).Without("idtyp").Sign(), FixOwner.ApiDeveloper),
        Of("managed identity without idtyp", "token_kind", "app_without_idtyp",
            f => App(f).Without("idtyp").With("xms_mirid", "/subscriptions/1/vm").With("azpacr", "2").With("exp", Now + 86_400).Sign(),
            FixOwner.ApiDeveloper),
        Of("user without scp and idtyp", "token_kind", "kind_unknown", f => User(f).Without("scp").Sign()),
        Of("scope instead of scp", "token_kind", "scopes_in_scope", f => User(f).Without("scp").With("scope", "openid access_as_user").Sign()),
    ];

    private static TokenCase[] Scopes =>
    [
        Of("another scope", "scope", "scope_missing", f => User(f).With("scp", "profile").Sign(), FixOwner.You),
        Of("scope with a longer name", "scope", "scope_missing", f => User(f).With("scp", "access_as_user_x").Sign(), FixOwner.You),
        Of("no scope, idtyp user", "scope", "scope_missing", f => User(f).Without("scp").With("idtyp", "user").Sign(), FixOwner.You),
        Of("another client's token", "scope", "scope_not_requested",
            f => User(f).With("scp", "profile").With("azp", OtherTenant).Sign()),
        Of("scope of another API", "scope", "scope_of_other_api", f => User(f).With("scp", "Reports.Use").Sign()),
        Of("scope in capitals", "scope", "scope_spelling", f => User(f).With("scp", "ACCESS_AS_USER").Sign(), FixOwner.ApiDeveloper),
        Of("scope with the API's identifier", "scope", "scope_form",
            f => User(f).With("scp", $"api://{AppBFixture.Audience}/access_as_user").Sign()),
        Of("scopes with commas", "scope", "scope_form", f => User(f).With("scp", "openid,access_as_user").Sign()),
        Of("scopes with a tab", "scope", "scope_form", f => User(f).With("scp", "openid\taccess_as_user").Sign()),
        Of("scope for a user's idtyp", "scope", "scopes_in_scope",
            f => User(f).Without("scp").With("idtyp", "user").With("scope", "access_as_user").Sign()),
    ];

    private static TokenCase[] Roles =>
    [
        Of("no roles", "role", "role_missing", f => User(f).Without("roles").Sign(), FixOwner.Administrator),
        Of("roles empty", "role", "role_missing", f => User(f).With("roles", Array.Empty<string>()).Sign(), FixOwner.Administrator),
        Of("another role", "role", "role_missing", f => f.User("Reports.Read").Sign(), FixOwner.Administrator),
        Of("groups instead of roles", "role", "role_missing",
            f => User(f).Without("roles").With("groups", List(OtherTenant)).Sign(), FixOwner.Administrator),
        Of("too many groups", "role", "role_missing",
            f => User(f).Without("roles").With("_claim_names", new { groups = "src1" }).Sign(), FixOwner.Administrator),
        Of("directory roles", "role", "role_missing",
            f => User(f).Without("roles").With("wids", List("62e90394-69f5-4237-9190-012177145e10")).Sign(), FixOwner.Administrator),
        Of("application's role for a user", "role", "role_missing", f => f.User("Orders.Read.All").Sign(), FixOwner.Administrator),
        Of("application without roles", "role", "app_role_missing", f => App(f).Without("roles").Sign(), FixOwner.Administrator),
        Of("user's role for an application", "role", "app_role_missing", f => f.Application("Orders.Read").Sign(), FixOwner.Administrator),
        Of("managed identity without the role", "role", "app_role_missing",
            f => App(f).Without("roles").With("xms_mirid", "/subscriptions/1/vm").Sign(), FixOwner.Administrator),
        Of("role in small letters", "role", "role_spelling", f => f.User("orders.read").Sign(), FixOwner.ApiDeveloper),
        Of("role with a space", "role", "role_spelling", f => f.User("Orders.Read ").Sign(), FixOwner.ApiDeveloper),
        Of("role with a hyphen", "role", "role_spelling", f => f.User("Orders-Read").Sign(), FixOwner.ApiDeveloper),
        Of("roles with a comma", "role", "roles_joined", f => f.User("Orders.Read,Reports.Read").Sign(), FixOwner.ApiDeveloper),
        Of("roles with a space", "role", "roles_joined", f => f.User("Orders.Read Orders.Write").Sign(), FixOwner.ApiDeveloper),
        Of("role's ID", "role", "role_is_id", f => f.User("b0000000-0000-4000-8000-000000000001").Sign(), FixOwner.ApiDeveloper),
        Of("role instead of roles", "role", "roles_in_role", f => User(f).Without("roles").With("role", "Orders.Read").Sign()),
        Of("role under its long name", "role", "roles_in_role", f => User(f).Without("roles")
            .With("http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "Orders.Read").Sign()),
    ];

    private static Support.TestAuthorityToken Lived(AppBFixture appB, int expiresIn) =>
        User(appB).With("exp", Now + expiresIn).With("iat", Now + expiresIn - 3600).With("nbf", Now + expiresIn - 3600);
}

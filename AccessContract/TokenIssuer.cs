namespace AccessContract;

/// <summary>
/// The sign-in service that issued a token, as far as its issuer and the claims that only one service writes reveal it.
/// Nothing here is validated.
/// </summary>
/// <param name="Name">The service's name, for explanations; empty if it is unknown.</param>
/// <param name="Tenant">The tenant in the issuer's address; null if it has none.</param>
public sealed record TokenIssuer(IssuerKind Kind, string Name, string? Tenant)
{
    private const string B2CPolicyPrefix = "b2c_1";
    private const string NationalCloud = "A national cloud of Microsoft Entra ID";
    private const string FederationAudience = "api://AzureADTokenExchange";
    private const string KubernetesSubject = "system:serviceaccount:";
    private const string GitLabSubject = "project_path:";

    private static readonly string[] V1Hosts = ["sts.windows.net", "sts.chinacloudapi.cn", "sts.microsoftonline.us", "sts.microsoftonline.de"];

    private static readonly string[] NationalHosts =
        ["login.microsoftonline.us", "login.partner.microsoftonline.cn", "login.chinacloudapi.cn", "login.microsoftonline.de"];

    // By host, or by a part of the path for servers that run under any host.
    private static readonly (string End, string Name)[] KnownHosts =
    [
        (".auth0.com", "Auth0"), (".okta.com", "Okta"), (".oktapreview.com", "Okta"), (".okta-emea.com", "Okta"),
        ("accounts.google.com", "Google"), ("securetoken.google.com", "Firebase"),
        (".onelogin.com", "OneLogin"), (".pingone.com", "PingOne"), (".pingone.eu", "PingOne"), ("appleid.apple.com", "Apple"),
        ("api.botframework.com", "the Bot Framework"), (".salesforce.com", "Salesforce"), (".zitadel.cloud", "ZITADEL"),
        (".logto.app", "Logto"), (".clerk.accounts.dev", "Clerk"), (".supabase.co", "Supabase"), (".fusionauth.io", "FusionAuth"), ("gitlab.com", "GitLab"),
    ];

    private static readonly (string Part, string Name)[] KnownPaths = [("/realms/", "Keycloak"), ("/application/o/", "authentik")];

    private static readonly string[] PublicHosts = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com"];

    private static readonly (string Part, string Name)[] WorkloadHosts =
    [
        ("token.actions.githubusercontent.com", "GitHub Actions"), ("app.terraform.io", "HCP Terraform"),
        ("vstoken.dev.azure.com", "Azure Pipelines"), ("oidc.circleci.com", "CircleCI"), ("agent.buildkite.com", "Buildkite"),
        ("kubernetes.default.svc", "Kubernetes"), ("oidc.eks.", "Kubernetes"), (".oic.prod-aks.azure.com", "Kubernetes"),
    ];

    /// <summary>Whether Entra's rules for claims apply: an organization's tenant, in any cloud, or a server with the same form.</summary>
    public bool IsEntra => Kind is IssuerKind.EntraV1 or IssuerKind.EntraV2;

    public static TokenIssuer Of(TokenContent token)
    {
        if (token.First("iss") is not { Length: > 0 } issuer)
            return new(IssuerKind.Unknown, "", null);

        if (PolicyOf(token) is not null)
            return new(IssuerKind.B2C, "Azure AD B2C", null);

        var subject = token.First("sub") ?? "";
        if (token.Has("kubernetes.io") || subject.StartsWith(KubernetesSubject, StringComparison.Ordinal))
            return new(IssuerKind.Workload, "Kubernetes", null);
        if (subject.StartsWith(GitLabSubject, StringComparison.Ordinal))
            return new(IssuerKind.Workload, "GitLab CI/CD", null);

        var known = OfIssuer(issuer);
        return known.Kind == IssuerKind.Unknown && token.First("aud") == FederationAudience
            ? new(IssuerKind.Workload, "Another service", null)
            : known;
    }

    /// <summary>The user flow or custom policy of Azure AD B2C that issued the token; null for other tokens.</summary>
    public static string? PolicyOf(TokenContent token) => token.First("tfp")
        ?? (token.First("acr") is { } acr && acr.StartsWith(B2CPolicyPrefix, StringComparison.OrdinalIgnoreCase) ? acr : null);

    private static TokenIssuer OfIssuer(string issuer) => Uri.TryCreate(issuer, UriKind.Absolute, out var address)
        ? OfAddress(address)
        : new(IssuerKind.Unknown, KnownName(issuer, "") ?? "", null);

    private static TokenIssuer OfAddress(Uri address)
    {
        var host = address.Host.ToLowerInvariant();
        var path = address.AbsolutePath;
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (host.EndsWith(".b2clogin.com", StringComparison.Ordinal))
            return new(IssuerKind.B2C, "Azure AD B2C", null);
        if (host.EndsWith(".ciamlogin.com", StringComparison.Ordinal))
            return new(IssuerKind.ExternalId, "Microsoft Entra External ID", segments.FirstOrDefault());
        if (segments.Contains("adfs", StringComparer.OrdinalIgnoreCase))
            return new(IssuerKind.Adfs, "AD FS", null);
        if (segments.Contains(WellKnown.PersonalAccountsTenant, StringComparer.OrdinalIgnoreCase))
            return new(IssuerKind.PersonalAccounts, "Microsoft’s service for personal accounts", WellKnown.PersonalAccountsTenant);
        if (V1Hosts.Contains(host))
            return new(IssuerKind.EntraV1, host == V1Hosts[0] ? "Microsoft Entra ID" : NationalCloud, segments.FirstOrDefault());
        if (WorkloadName(host) is { } workload)
            return new(IssuerKind.Workload, workload, null);
        if (KnownName(host, path) is { } name)
            return new(IssuerKind.Other, name, null);

        return segments is [var tenant, "v2.0"] && Guid.TryParse(tenant, out _)
            ? new(IssuerKind.EntraV2, EntraName(host), tenant)
            : new(IssuerKind.Unknown, "", null);
    }

    // Other servers use addresses of the same form.
    private static string EntraName(string host) =>
        NationalHosts.Contains(host) ? NationalCloud : PublicHosts.Contains(host) ? "Microsoft Entra ID" : "";

    private static string? WorkloadName(string host) => Array.Find(
        WorkloadHosts, h => host.StartsWith(h.Part, StringComparison.Ordinal) || host.EndsWith(h.Part, StringComparison.Ordinal)).Name;

    private static string? KnownName(string host, string path) =>
        host.StartsWith("cognito-idp.", StringComparison.Ordinal) ? "Amazon Cognito"
        : Array.Find(KnownHosts, k => host == k.End || (k.End[0] == '.' && host.EndsWith(k.End, StringComparison.Ordinal))).Name
        ?? Array.Find(KnownPaths, k => path.Contains(k.Part, StringComparison.Ordinal)).Name;
}

public enum IssuerKind
{
    Unknown,

    /// <summary>Issuer <c>https://sts.windows.net/{tenant}/</c>.</summary>
    EntraV1,

    /// <summary>Issuer <c>{instance}/{tenant}/v2.0</c>, also of servers that imitate Entra.</summary>
    EntraV2,

    /// <summary>The tenant that all personal Microsoft accounts share.</summary>
    PersonalAccounts,
    B2C,

    /// <summary>Entra External ID for customers (CIAM).</summary>
    ExternalId,
    Adfs,

    /// <summary>Issues tokens to workloads, to be exchanged for an access token.</summary>
    Workload,

    /// <summary>A service that is known by name.</summary>
    Other,
}

using Portal.Hosting.AzureSignalR;

namespace Portal.Hosting;

/// <summary>The security headers of every response, including the content security policy.</summary>
internal static class SecurityHeaders
{
    private const int OneYearInSeconds = 31_536_000;
    private const string Api = "api";

    public static void AddSecurityHeaders(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var authority = SignInForms(builder.Configuration);
        var circuits = AzureSignalRRegistration.ServiceOf(builder.Configuration);
        builder.Services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(policy => policy
                .AddContentTypeOptionsNoSniff()
                .AddReferrerPolicyStrictOriginWhenCrossOrigin()
                .AddCrossOriginOpenerPolicy(o => o.SameOrigin())
                .AddPermissionsPolicy(AddPermissionsPolicy)
                .RemoveServerHeader()
                .AddStrictTransportSecurityMaxAgeIncludeSubDomains(OneYearInSeconds)
                .AddContentSecurityPolicy(csp => AddContentSecurityPolicy(csp, authority, circuits)))

            // Its responses are never pages: nothing in them may load anything, and no nonce is made for each.
            .AddPolicy(Api, policy => policy
                .AddContentTypeOptionsNoSniff()
                .AddReferrerPolicyStrictOriginWhenCrossOrigin()
                .AddCrossOriginOpenerPolicy(o => o.SameOrigin())
                .RemoveServerHeader()
                .AddStrictTransportSecurityMaxAgeIncludeSubDomains(OneYearInSeconds)
                .AddContentSecurityPolicy(csp =>
                {
                    csp.AddDefaultSrc().None();
                    csp.AddFrameAncestors().None();
                }))
            .SetPolicySelector(context => ApiEndpoints.Contains(context.HttpContext.Request.Path)
                ? context.ConfiguredPolicies[Api]
                : context.DefaultPolicy);
    }

    private static void AddPermissionsPolicy(PermissionsPolicyBuilder permissions)
    {
        permissions.AddCamera().None();
        permissions.AddGeolocation().None();
        permissions.AddMicrophone().None();
        permissions.AddPayment().None();
        permissions.AddUsb().None();
    }

    private static void AddContentSecurityPolicy(CspBuilder csp, string authority, Uri? circuits)
    {
        csp.AddDefaultSrc().Self();
        csp.AddScriptSrc().Self().WithNonce();
        csp.AddStyleSrc().Self();

        // The theme's variables are in style elements, and widths and chart points in style attributes.
        csp.AddStyleSrcElem().Self().UnsafeInline();
        csp.AddStyleSrcAttr().UnsafeInline();
        csp.AddImgSrc().Self().Data();
        csp.AddFontSrc().Self();
        var connections = csp.AddConnectSrc().Self();
        if (circuits is not null)
            connections.From([circuits.GetLeftPart(UriPartial.Authority), $"wss://{circuits.Authority}"]);

        csp.AddObjectSrc().None();
        csp.AddBaseUri().Self();
        csp.AddFormAction().Self().From(authority);
        csp.AddFrameAncestors().None();
    }

    // The sign-out form redirects to the authority, and browsers apply form-action to redirects too.
    private static string SignInForms(ConfigurationManager configuration)
    {
        var instance = configuration.GetValue<Uri>("AzureAd:Instance");
        return instance switch
        {
            { IsAbsoluteUri: true, IsLoopback: true } => "http://localhost:*",
            { IsAbsoluteUri: true, Scheme: "https" } => instance.GetLeftPart(UriPartial.Authority),
            _ => "'self'",
        };
    }
}

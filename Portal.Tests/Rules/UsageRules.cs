using Portal.AppOnly;
using Portal.Auth.TokenCache;
using Portal.Client;
using Portal.Components;
using Portal.Components.Problems;
using Portal.Diagnostics.Probes;
using Portal.Downstream;
using Portal.Tracing;

namespace Portal.Tests.Rules;

/// <summary>
/// What compiled code of the portal must not use. <see cref="SourceRules"/> has rules that only source text shows.
/// </summary>
internal static class UsageRules
{
    public static IReadOnlyList<UsageRule> All { get; } =
    [
        new("components call the backend through PortalApiClient only, and never see a token", "Portal.Components")
        {
            Types =
            [
                "System.Net.Http", "Microsoft.Identity", "Microsoft.IdentityModel", "System.IdentityModel",
                "Microsoft.AspNetCore.Authentication.AuthenticationTokenExtensions", typeof(PortalToken).FullName!,
            ],
        },

        new("interactive components outlive their request, so HttpContext is for static pages", "Portal.Components")
        {
            Types = ["Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.IHttpContextAccessor"],
            Exceptions = new()
            {
                [typeof(App)] = "the HTML document, rendered once per request and never in a circuit",
                [typeof(TooManyRequestsPage)] = "a static page in place of another one, whose address it reads",
            },
        },

        new(
            "app-only tokens are acquired in one place: what a user is refused is not requested as the application",
            "Portal")
        {
            Members = "(ForApp|AppToken)(Async)?$|^AcquireTokenForClient$",
            Exceptions = new()
            {
                [typeof(AppOnlyCall)] = "the one place, for the page that compares both callers",
                [typeof(AppTokenProbe)] = "checks that the credential is accepted; calls nothing with the token",
                [typeof(TracingAuthorizationHeaderProvider)] =
                    "records what the provider it wraps acquired; requests no token itself",
                [typeof(CachingAuthorizationHeaderProvider)] =
                    "passes such requests on to the provider it wraps; keeps tokens of users only",
            },
        },

        new("one endpoint makes app-only calls, and returns no rows from them", "Portal")
        {
            Types = [typeof(AppOnlyCall).FullName!],
            Exceptions = new()
            {
                [typeof(DownstreamRegistration)] = "registers it",
                [typeof(AppOnlyEndpoints)] = "the endpoint",
                [typeof(CallerComparer)] = "makes the comparison that the endpoint returns",
            },
        },
    ];
}

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.Client;
using Portal.Downstream;

namespace Portal.Tests.Rules.Samples.Usage;

// Each type would break a usage rule if it were in the folder that the rule protects.

internal sealed class UsesHttpClient
{
    public static object Used() => new HttpClient();
}

internal sealed class UsesHttpClientFactory
{
    public IHttpClientFactory? Used { get; set; }
}

internal sealed class UsesDownstreamApi
{
    public static Func<IServiceProvider, object?> Used() => services => services.GetService(typeof(IDownstreamApi));
}

internal sealed class UsesTokenAcquisition(ITokenAcquisition tokens)
{
    public object Used => tokens;
}

internal sealed class UsesMsal
{
    public static async Task<string> Used(Task<AuthenticationResult> result) => (await result).AccessToken;
}

internal sealed class UsesJsonWebToken
{
    public static string Used(string token) => new JsonWebToken(token).Subject;
}

internal sealed class UsesPortalToken
{
    public List<PortalToken> Used { get; } = [];
}

internal sealed class UsesSavedToken
{
    public static string? Used(AuthenticationProperties properties) => properties.GetTokenValue("access_token");
}

internal sealed class UsesHttpContext
{
    public static string Used(HttpContext context) => context.TraceIdentifier;
}

internal sealed class UsesHttpContextAccessor(IHttpContextAccessor accessor)
{
    public object Used => accessor;
}

internal sealed class CallsApiForApp
{
    public static Task<HttpResponseMessage> Used(IDownstreamApi api) =>
        api.CallApiForAppAsync("api", cancellationToken: CancellationToken.None);
}

internal sealed class CallsApiForUser
{
    public static Task<HttpResponseMessage> Used(IDownstreamApi api) =>
        api.CallApiForUserAsync("api", cancellationToken: CancellationToken.None);
}

internal sealed class AcquiresTokenForApp
{
    public static async Task<string> Used(ITokenAcquisition tokens) =>
        (await tokens.GetAuthenticationResultForAppAsync("scope")).AccessToken;
}

internal sealed class RequestsAppToken
{
    public static Action<DownstreamApiOptions> Used() => options => options.RequestAppToken = true;
}

internal sealed class UsesAppOnlyCall(AppOnlyCall application)
{
    public object Used => application;
}

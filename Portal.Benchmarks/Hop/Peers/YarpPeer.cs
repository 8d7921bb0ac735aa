using System.Net.Http.Headers;
using Microsoft.Identity.Abstractions;
using Yarp.ReverseProxy.Transforms;

namespace Portal.Benchmarks.Hop.Peers;

/// <summary>YARP's forwarder with a request transform that exchanges the user's token.</summary>
internal static class YarpPeer
{
    public static WebApplication Build(string[] args)
    {
        var builder = PeerApp.Create(args);
        builder.Services.AddHttpForwarder();

        var app = builder.BuildWithAuthentication();
        var api = app.Configuration.GetSection("DownstreamApis:AppB").Get<DownstreamApiOptions>() ?? new();
        var scopes = api.Scopes?.ToArray() ?? [];
        app.MapForwarder(PeerApp.Route, api.BaseUrl ?? "", transforms => transforms
                .AddPathRouteValues("/{view}")
                .AddRequestTransform(context => ExchangeTokenAsync(context, scopes)))
            .RequireAuthorization();
        return app;
    }

    private static async ValueTask ExchangeTokenAsync(RequestTransformContext context, string[] scopes)
    {
        var http = context.HttpContext;
        var header = await http.RequestServices.GetRequiredService<IAuthorizationHeaderProvider>()
            .CreateAuthorizationHeaderForUserAsync(scopes, cancellationToken: http.RequestAborted);
        context.ProxyRequest.Headers.Authorization = AuthenticationHeaderValue.Parse(header);
    }
}

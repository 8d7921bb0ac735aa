using System.Collections.Concurrent;
using System.Net.Http.Headers;
using AccessContract.AspNetCore.Bearer;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Abstractions;

namespace Portal.Benchmarks.Hop.Peers;

/// <summary>
/// The least that a server does between a client and AppB: it reuses validated and exchanged tokens, and copies the response.
/// It limits, traces, retries and explains nothing, and never forgets a token: a floor, not something to use.
/// </summary>
internal static class LeastForwarder
{
    public static WebApplication Build(string[] args)
    {
        var builder = PeerApp.Create(args);
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, bearer =>
        {
            bearer.TokenHandlers.Clear();
            bearer.TokenHandlers.Add(new ReusingTokenHandler(TimeProvider.System) { MapInboundClaims = false });
        });

        var app = builder.BuildWithAuthentication();
        var api = app.Configuration.GetSection("DownstreamApis:AppB").Get<DownstreamApiOptions>() ?? new();
        var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        });
        app.Lifetime.ApplicationStopped.Register(http.Dispose);
        var forwarder = new Forwarder(http, new Uri(api.BaseUrl ?? ""), api.Scopes?.ToArray() ?? []);
        app.MapGet(PeerApp.Route, forwarder.ForwardAsync).RequireAuthorization();
        return app;
    }

    private sealed class Forwarder(HttpMessageInvoker http, Uri api, string[] scopes)
    {
        private readonly ConcurrentDictionary<string, AuthenticationHeaderValue> _exchanged = new(StringComparer.Ordinal);

        public async Task ForwardAsync(string view, HttpContext context, IAuthorizationHeaderProvider headers)
        {
            var caller = context.Request.Headers.Authorization.ToString();
            if (!_exchanged.TryGetValue(caller, out var header))
            {
                header = AuthenticationHeaderValue.Parse(await headers.CreateAuthorizationHeaderForUserAsync(
                    scopes, cancellationToken: context.RequestAborted));
                _exchanged[caller] = header;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(api, view + context.Request.QueryString))
            {
                Headers = { Authorization = header },
            };
            using var response = await http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentLength = response.Content.Headers.ContentLength;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
    }
}

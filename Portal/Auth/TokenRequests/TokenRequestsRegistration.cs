using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Portal.Auth.TokenCache;

namespace Portal.Auth.TokenRequests;

/// <summary>Configures the unnamed HTTP client, with which MSAL calls the authority.</summary>
internal static class TokenRequestsRegistration
{
    private const int MaxConnections = 100;

    // Once and soon: MSAL's own repetition, a second later, would use up most of the time limit.
    private static readonly HttpRetryStrategyOptions Repetition = new()
    {
        MaxRetryAttempts = 1,
        Delay = TimeSpan.FromMilliseconds(200),
        UseJitter = true,
        ShouldRetryAfterHeader = false,
        ShouldHandle = attempt => ValueTask.FromResult(
            IsTransient(attempt.Outcome) && !TokenEndpointHandler.IsSignIn(attempt.Context.GetRequestMessage())),
    };

    public static void AddTokenRequests(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<TokenAttempts>();
        services.AddActivatedSingleton<CurrentSecret>(); // It must know the secrets of the start.

        // Polly reports each repetition as a warning and the last one as an error; TokenEndpointHandler reports the outcome.
        services.AddLogging(logging => logging.AddFilter("Polly", LogLevel.None));
        var client = services.AddHttpClient(Options.DefaultName)
            .ConfigurePrimaryHttpMessageHandler((handler, _) => Limit(handler))
            .AddHttpMessageHandler(provider => ActivatorUtilities.CreateInstance<TokenEndpointHandler>(provider));
        client.AddResilienceHandler("token requests", pipeline => pipeline.AddRetry(Repetition));

        services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, o =>
        {
            var others = o.Events.OnTicketReceived;
            o.Events.OnTicketReceived = async context =>
            {
                await ForgetRefusalsAsync(context);
                await others(context);
            };
        });
    }

    // A sign-in may have added a consent or a second factor: what was refused before it must be requested again.
    private static async Task ForgetRefusalsAsync(TicketReceivedContext context)
    {
        if (Account.IdOf(context.Principal) is { } account)
            await context.HttpContext.RequestServices.GetRequiredService<ExchangedTokens>().ForgetAsync(account);
    }

    // A redirect would repeat the request, with its secrets, at an address that the authority's response chooses. The
    // number of connections limits how many tokens are requested at once, for example by all users after a restart.
    private static void Limit(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
            (sockets.AllowAutoRedirect, sockets.MaxConnectionsPerServer) = (false, MaxConnections);
        else if (handler is HttpClientHandler wrapped)
            (wrapped.AllowAutoRedirect, wrapped.MaxConnectionsPerServer) = (false, MaxConnections);
    }

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException
        || outcome.Result is
        {
            StatusCode: >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout,
            Headers.RetryAfter: null,
        };
}

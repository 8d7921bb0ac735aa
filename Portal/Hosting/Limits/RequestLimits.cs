using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Auth.Storage;
using Portal.Contracts.Problems;
using Portal.Problems;
using Portal.Redis;

namespace Portal.Hosting.Limits;

/// <summary>
/// Limits calls to <c>/api</c> and new circuits, by user if there is one, otherwise by address. Other requests are not
/// limited here; <see cref="SignInLimit"/> limits redirects to the sign-in service.
/// </summary>
internal static class RequestLimits
{
    public static void AddRequestLimits(this IServiceCollection services)
    {
        services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RateLimitOptions>, RateLimitValidator>();
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = RefuseAsync;
        });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>, IServiceProvider>(
            (limiter, limits, provider) => limiter.GlobalLimiter = Create(limits.Value, BucketsOf(provider)));
        services.AddSingleton<AcceptedTokens>();
        services.AddSignInLimit();
        services.AddSingleton<MessageLimit>();
        services.Configure<HubOptions>(hub => hub.AddFilter<MessageLimit>());
    }

    public static void UseRequestLimits(this WebApplication app)
    {
        app.UseWhen(context => ApiEndpoints.Contains(context.Request.Path), api => api.Use(IdentifyAsync));
        app.UseRateLimiter();
    }

    // Authorization authenticates again, but the handler validates a token only once per request.
    private static async Task IdentifyAsync(HttpContext context, RequestDelegate next)
    {
        var accepted = context.RequestServices.GetRequiredService<AcceptedTokens>();
        var header = context.Request.Headers.Authorization.ToString();
        if (IsWorthValidating(context, header, accepted)
            && await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme)
                is { Succeeded: true, Principal: { } user })
        {
            context.User = user;
            accepted.Add(header);
        }

        await next(context);
    }

    // Validating a signature costs more than anything else before a refusal. An address that has reached its limit with
    // invalid tokens is refused without it. The pages call from this machine, so its addresses are excepted.
    private static bool IsWorthValidating(HttpContext context, string header, AcceptedTokens accepted)
    {
        if (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address))
            return true;

        // Not by acquiring no permits: that succeeds as soon as the bucket contains a fraction of one.
        var limiter = context.RequestServices.GetRequiredService<IOptions<RateLimiterOptions>>().Value.GlobalLimiter;
        return limiter?.GetStatistics(context) is not { CurrentAvailablePermits: <= 0 } || accepted.Contains(header);
    }

    private static Func<RateLimit, Func<LimitKey, RateLimiter>> BucketsOf(IServiceProvider provider)
    {
        if (provider.GetService<RedisConnection>() is not { } redis)
            return Buckets.Refusing<LimitKey>;

        var (seal, time) = (provider.GetRequiredService<KeySeal>(), provider.GetRequiredService<TimeProvider>());
        return limit => SharedBucket.Refusing(limit, redis, seal, time);
    }

    private static PartitionedRateLimiter<HttpContext> Create(
        RateLimitOptions limits, Func<RateLimit, Func<LimitKey, RateLimiter>> refusing)
    {
        var buckets = new Dictionary<string, Func<LimitKey, RateLimiter>>(StringComparer.Ordinal)
        {
            [LimitKey.Api] = refusing(limits.Api),
            [LimitKey.Anonymous] = refusing(limits.Anonymous),
            [LimitKey.Circuit] = refusing(limits.Circuits),
        };
        return PartitionedRateLimiter.Create<HttpContext, LimitKey>(context =>
        {
            var key = KeyOf(context);
            return key == LimitKey.None ? RateLimitPartition.GetNoLimiter(key) : RateLimitPartition.Get(key, buckets[key.Kind]);
        });
    }

    private static LimitKey KeyOf(HttpContext context)
    {
        var request = context.Request;
        if (ApiEndpoints.Contains(request.Path))
        {
            return LimitKey.OfUser(LimitKey.Api, context.User)
                ?? LimitKey.OfAddress(LimitKey.Anonymous, context.Connection.RemoteIpAddress);
        }

        return CircuitGuard.StartsConnection(request)
            ? LimitKey.OfUser(LimitKey.Circuit, context.User)
                ?? LimitKey.OfAddress(LimitKey.Anonymous, context.Connection.RemoteIpAddress)
            : LimitKey.None;
    }

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var wait = Buckets.RetryAfterSeconds(rejected.Lease);
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        if (ApiEndpoints.Contains(context.Request.Path))
        {
            await ProblemResponse.WriteAsync(context, new ApiProblem(
                ProblemCodes.RateLimited,
                StatusCodes.Status429TooManyRequests,
                "Too many requests",
                $"The portal limits how many requests one user or address may send. Try again in {wait} s.",
                RetryAfterSeconds: wait));
        }
    }
}

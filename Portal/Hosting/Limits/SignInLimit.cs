using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Portal.Auth;

namespace Portal.Hosting.Limits;

/// <summary>
/// Limits by address what anyone can cause without signing in: redirects to the sign-in service, each of which requests its
/// metadata and sets two cookies, and its notices that a session has ended, each of which writes to the store.
/// </summary>
internal sealed class SignInLimit(IOptions<RateLimitOptions> limits) : IDisposable
{
    private readonly PartitionedRateLimiter<LimitKey> _limiter = Create(Buckets.Refusing<LimitKey>(limits.Value.SignIn));

    public void Dispose() => _limiter.Dispose();

    /// <summary>Refuses the redirect with 429 if it exceeds the limit.</summary>
    public void Check(RedirectContext context)
    {
        // Other requests are not redirected.
        if (!SignInRegistration.IsNavigation(context.Request) || IsWithin(context.HttpContext))
            return;

        // The handler has already added those of the sign-in that does not start.
        context.Response.Headers.SetCookie = default;
        context.HandleResponse();
    }

    /// <summary>The same for the notice that a session has ended.</summary>
    public void Check(RemoteSignOutContext context)
    {
        if (!IsWithin(context.HttpContext))
            context.HandleResponse();
    }

    private bool IsWithin(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(LimitKey.OfAddress(LimitKey.SignIn, context.Connection.RemoteIpAddress));
        if (lease.IsAcquired)
            return true;

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Buckets.RetryAfterSeconds(lease).ToString(CultureInfo.InvariantCulture);
        return false;
    }

    private static PartitionedRateLimiter<LimitKey> Create(Func<LimitKey, RateLimiter> bucket) =>
        PartitionedRateLimiter.Create<LimitKey, LimitKey>(key => RateLimitPartition.Get(key, bucket));
}

internal static class SignInLimitRegistration
{
    public static void AddSignInLimit(this IServiceCollection services)
    {
        services.AddSingleton<SignInLimit>();
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme)
            .PostConfigure<SignInLimit>((options, limit) =>
            {
                var redirect = options.Events.OnRedirectToIdentityProvider;
                options.Events.OnRedirectToIdentityProvider = context =>
                {
                    limit.Check(context);
                    return context.Handled ? Task.CompletedTask : redirect(context);
                };

                var signOut = options.Events.OnRemoteSignOut;
                options.Events.OnRemoteSignOut = context =>
                {
                    limit.Check(context);
                    return context.Result is null ? signOut(context) : Task.CompletedTask;
                };
            });
    }
}

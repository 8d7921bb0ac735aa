using Microsoft.Extensions.Options;

namespace Portal.Hosting.Limits;

/// <summary>
/// How much one user, or one address that is not signed in, may request. The defaults are far above what people do with the
/// pages.
/// </summary>
public sealed class RateLimitOptions
{
    public const string SectionName = "RateLimits";

    /// <summary>Calls to <c>/api</c> with a valid token, per user.</summary>
    public RateLimit Api { get; set; } = new() { Burst = 200, PerMinute = 1200 };

    /// <summary>Calls to <c>/api</c> without a valid token, per address.</summary>
    public RateLimit Anonymous { get; set; } = new() { Burst = 500, PerMinute = 600 };

    /// <summary>Redirects to the sign-in service, per address. An office can share one address.</summary>
    public RateLimit SignIn { get; set; } = new() { Burst = 100, PerMinute = 120 };

    /// <summary>Connections that open or reopen a page's circuit, per user.</summary>
    public RateLimit Circuits { get; set; } = new() { Burst = 50, PerMinute = 120 };

    /// <summary>Messages from the browser, per connection. Above it they wait; nothing is refused.</summary>
    public RateLimit Messages { get; set; } = new() { Burst = 1000, PerMinute = 12_000 };
}

/// <summary>A token bucket: <see cref="Burst"/> at once, and <see cref="PerMinute"/> in the long run.</summary>
public sealed class RateLimit
{
    public int Burst { get; set; }

    public int PerMinute { get; set; }
}

internal sealed class RateLimitValidator : IValidateOptions<RateLimitOptions>
{
    private const int Max = 1_000_000;

    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        (string Key, RateLimit Limit)[] limits =
        [
            (nameof(options.Api), options.Api),
            (nameof(options.Anonymous), options.Anonymous),
            (nameof(options.SignIn), options.SignIn),
            (nameof(options.Circuits), options.Circuits),
            (nameof(options.Messages), options.Messages),
        ];
        var wrong = limits
            .SelectMany(l => ((string Key, int Value)[])
                [($"{l.Key}:{nameof(RateLimit.Burst)}", l.Limit.Burst), ($"{l.Key}:{nameof(RateLimit.PerMinute)}", l.Limit.PerMinute)])
            .Where(setting => setting.Value is < 1 or > Max)
            .Select(setting => $"{RateLimitOptions.SectionName}:{setting.Key}")
            .Select(key => $"Setting {key} (or Portal:{key}) must be from 1 to {Max}.")
            .ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }
}

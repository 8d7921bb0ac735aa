using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Auth.TokenCache;
using Portal.Redis;
using Portal.Tests.Support;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Tests.Auth;

/// <summary>The portal's tokens in memory, without MSAL: tests say what each request leads to, and move the clock.</summary>
internal sealed class TokensWithClock : IAsyncDisposable
{
    private const string Scope = "api/read";

    private readonly FusionCache _cache = new(new FusionCacheOptions());
    private readonly TokenRenewals _renewals = new(NullLogger<TokenRenewals>.Instance);

    public TokensWithClock() =>
        Tokens = new ExchangedTokens(_cache, _renewals, Notices, Local.Locks(), TestMetrics.Unread, Clock);

    public InstanceNotices Notices { get; } = Local.Notices();

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public ExchangedTokens Tokens { get; }

    /// <summary>Runs renewals in the background.</summary>
    public Task StartAsync() => _renewals.StartAsync(TestContext.Current.CancellationToken);

    public Task<string> GetAsync(UserTokenRequest request, TimeSpan silence = default, CancellationToken? cancellation = null) =>
        Tokens.GetAsync(request, isRetry: null, silence, cancellation ?? TestContext.Current.CancellationToken).AsTask();

    public Task<string> RenewAsync(UserTokenRequest request) =>
        Tokens.RenewAsync(request, TestContext.Current.CancellationToken);

    /// <summary>A request of the pages.</summary>
    public static UserTokenRequest ForPages(string user, Func<Task<string>> send, string scope = Scope) =>
        UserTokenRequest.ForPages(user, [scope], _ => send());

    /// <summary>An exchange of the user's token, which is the same each time.</summary>
    public static UserTokenRequest OnBehalfOf(string user, string assertion, Func<Task<string>> send, string scope = Scope) =>
        UserTokenRequest.OnBehalfOf(user, assertion, [scope], _ => send());

    /// <summary>An Authorization header with a token that expires in <paramref name="minutes"/>.</summary>
    public string Header(TestAuthority authority, double minutes = 60) => $"Bearer {Token(authority, minutes)}";

    public string Token(TestAuthority authority, double minutes = 60) => authority.User("api", "read")
        .With("exp", Clock.GetUtcNow().AddMinutes(minutes).ToUnixTimeSeconds())
        .With("uti", Guid.NewGuid().ToString())
        .Sign();

    public async ValueTask DisposeAsync()
    {
        await _renewals.StopAsync(CancellationToken.None);
        _renewals.Dispose();
        _cache.Dispose();
    }
}

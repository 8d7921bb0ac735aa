using AccessContract.AspNetCore.Bearer;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Portal.Tests.AccessContract;

/// <summary>When the authority's keys are read, and who waits for it.</summary>
public sealed class AuthorityKeysTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly AuthorityKeys _keys;
    private Func<Task<OpenIdConnectConfiguration>> _read = () => Task.FromResult(new OpenIdConnectConfiguration());
    private int _reads;

    public AuthorityKeysTests() => _keys = new AuthorityKeys(
        _ =>
        {
            _reads++;
            return _read();
        },
        _time,
        NullLogger<AuthorityKeys>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FLT_16_only_the_token_with_the_unknown_key_waits_for_a_slow_authority()
    {
        var first = await _keys.GetBaseConfigurationAsync(Cancellation);
        var slow = new TaskCompletionSource<OpenIdConnectConfiguration>();
        _read = () => slow.Task;
        _time.Advance(AuthorityKeys.MinimumAge);

        var waiting = Task.Run(RefreshAndGetAsync, Cancellation);
        while (_reads < 2)
            await Task.Yield();

        Assert.Same(first, await _keys.GetBaseConfigurationAsync(Cancellation));
        Assert.False(waiting.IsCompleted);
        var next = new OpenIdConnectConfiguration();
        slow.SetResult(next);
        Assert.Same(next, await waiting);
        Assert.Same(next, await _keys.GetBaseConfigurationAsync(Cancellation));
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task TOK_65_refresh_is_granted_once_in_thirty_seconds()
    {
        await _keys.GetBaseConfigurationAsync(Cancellation);

        for (var i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await RefreshAndGetAsync();
        }

        Assert.Equal(3, _reads);
    }

    [Fact]
    public async Task TOK_62_keys_are_read_again_every_hour_without_delaying_a_call()
    {
        var first = await _keys.GetBaseConfigurationAsync(Cancellation);
        _time.Advance(AuthorityKeys.MaximumAge + TimeSpan.FromSeconds(1));

        var during = await _keys.GetBaseConfigurationAsync(Cancellation);
        var after = await _keys.GetBaseConfigurationAsync(Cancellation);

        Assert.Same(first, during);
        Assert.NotSame(first, after);
        Assert.Equal(2, _reads);
    }

    [Fact]
    public async Task FLT_14_first_read_that_fails_is_repeated_after_a_second()
    {
        _read = () => throw new IOException("down");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _keys.GetBaseConfigurationAsync(Cancellation));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _keys.GetBaseConfigurationAsync(Cancellation));
        Assert.Equal(1, _reads);

        _read = () => Task.FromResult(new OpenIdConnectConfiguration());
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.NotNull(await _keys.GetBaseConfigurationAsync(Cancellation));
    }

    [Fact]
    public async Task FLT_15_read_that_fails_leaves_the_keys_in_use()
    {
        var first = await _keys.GetBaseConfigurationAsync(Cancellation);
        _read = () => throw new InvalidOperationException("no usable key");
        _time.Advance(AuthorityKeys.MinimumAge);

        Assert.Same(first, await RefreshAndGetAsync());
        Assert.Same(first, await _keys.GetBaseConfigurationAsync(Cancellation));
    }

    // As the library does for a token with an unknown key, in the flow of its request.
    private async Task<object> RefreshAndGetAsync()
    {
        _keys.RequestRefresh();
        return await _keys.GetBaseConfigurationAsync(Cancellation);
    }
}

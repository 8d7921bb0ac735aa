using AccessContract;
using AccessContract.AspNetCore.Bearer;
using Microsoft.Extensions.Time.Testing;

namespace Portal.Tests.AppB;

/// <summary>A token that passed every check is remembered by its hash, and never past its expiry.</summary>
public sealed class AcceptedTokensTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Accepted_token_is_found_until_it_expires()
    {
        var tokens = new AcceptedTokens(_time);
        var facts = Facts();

        tokens.Add("token", facts);

        Assert.Same(facts, tokens.Find("token"));
        Assert.Null(tokens.Find("Token"));
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.Same(facts, tokens.Find("token"));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(tokens.Find("token"));
    }

    [Fact]
    public void FLT_31_Token_is_checked_again_after_the_clock_was_set_back()
    {
        var tokens = new AcceptedTokens(_time);
        _time.Advance(TimeSpan.FromMinutes(1));
        tokens.Add("token", Facts());

        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromSeconds(30));

        Assert.Null(tokens.Find("token"));
    }

    [Fact]
    public void Token_that_has_expired_or_never_expires_is_not_remembered()
    {
        var tokens = new AcceptedTokens(_time);

        tokens.Add("expired", Facts() with { ExpiresAt = _time.GetUtcNow() });
        tokens.Add("endless", Facts() with { ExpiresAt = null });

        Assert.Null(tokens.Find("expired"));
        Assert.Null(tokens.Find("endless"));
    }

    [Fact]
    public void Number_of_remembered_tokens_is_limited()
    {
        var tokens = new AcceptedTokens(_time);
        var facts = Facts();

        for (var i = 0; i <= AcceptedTokens.MaxCount; i++)
            tokens.Add($"token {i}", facts);

        Assert.Null(tokens.Find("token 0"));
        Assert.Same(facts, tokens.Find($"token {AcceptedTokens.MaxCount}"));
    }

    private TokenFacts Facts() =>
        new(TokenKind.User, ["access_as_user"], ["Orders.Read"]) { ExpiresAt = _time.GetUtcNow() + Lifetime };
}

using System.Security.Claims;
using System.Security.Cryptography;
using AccessContract.AspNetCore.Bearer;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Tests.AppB;

/// <summary>A valid token is validated once for the same keys, and never past its expiry.</summary>
public sealed class ReusingTokenHandlerTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly ReusingTokenHandler _handler;
    private readonly TokenValidationParameters _parameters;

    public ReusingTokenHandlerTests()
    {
        _handler = new ReusingTokenHandler(_time) { MapInboundClaims = false };
        _parameters = new TokenValidationParameters { ValidIssuer = "issuer", ValidAudience = "audience" };
        Publish(_rsa);
    }

    public void Dispose()
    {
        _rsa.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Token_is_validated_once_until_it_expires()
    {
        var token = Sign(_rsa);
        var first = await ValidateAsync(token);

        _time.Advance(Lifetime - TimeSpan.FromSeconds(2));
        var second = await ValidateAsync(token);

        Assert.Equal(1, _handler.Validations);
        Assert.Same(first.SecurityToken, second.SecurityToken);
        Assert.Equal("alice", second.ClaimsIdentity.FindFirst("oid")?.Value);
        _time.Advance(TimeSpan.FromSeconds(2));
        await ValidateAsync(token);
        Assert.Equal(2, _handler.Validations);
    }

    [Fact]
    public async Task User_of_one_request_is_not_that_of_another()
    {
        var token = Sign(_rsa);
        var first = await ValidateAsync(token);
        first.ClaimsIdentity.AddClaim(new Claim("roles", "Portal.Admin"));
        var second = await ValidateAsync(token);
        second.ClaimsIdentity.AddClaim(new Claim("roles", "Portal.Admin"));

        Assert.False((await ValidateAsync(token)).ClaimsIdentity.HasClaim("roles", "Portal.Admin"));
    }

    [Fact]
    public async Task Token_is_validated_again_when_the_keys_were_read_again_and_refused_when_its_key_is_gone()
    {
        var token = Sign(_rsa);
        Assert.True((await ValidateAsync(token)).IsValid);

        Publish(_rsa);
        Assert.True((await ValidateAsync(token)).IsValid);
        Assert.Equal(2, _handler.Validations);
        Publish(_other);

        Assert.False((await ValidateAsync(token)).IsValid);
    }

    [Fact]
    public async Task Token_that_is_not_valid_is_validated_each_time()
    {
        var token = Sign(_other);

        Assert.False((await ValidateAsync(token)).IsValid);
        Assert.False((await ValidateAsync(token)).IsValid);

        Assert.Equal(2, _handler.Validations);
    }

    [Fact]
    public async Task Token_that_differs_in_one_character_is_another_one()
    {
        var token = Sign(_rsa);
        Assert.True((await ValidateAsync(token)).IsValid);

        for (var at = 0; at < token.Length - 1; at += 7)
        {
            var changed = $"{token[..at]}{(token[at] == 'A' ? 'E' : 'A')}{token[(at + 1)..]}";
            Assert.False((await ValidateAsync(changed)).IsValid);
        }
    }

    [Fact]
    public async Task FLT_31_token_is_validated_again_after_the_clock_was_set_back()
    {
        var token = Sign(_rsa);
        await ValidateAsync(token);

        _time.AdjustTime(_time.GetUtcNow() - TimeSpan.FromSeconds(30));
        await ValidateAsync(token);

        Assert.Equal(2, _handler.Validations);
    }

    [Fact]
    public async Task Expired_token_is_forgotten_when_another_one_is_validated()
    {
        await ValidateAsync(Sign(_rsa));
        _time.Advance(Lifetime);
        await ValidateAsync(Sign(_rsa, "bob"));

        Assert.Equal(1, _handler.Count);
    }

    [Fact]
    public async Task Malformed_token_is_refused_without_reading_the_keys()
    {
        _parameters.ConfigurationManager = new UnreadableKeys();

        Assert.False((await ValidateAsync("no-token")).IsValid);
    }

    [Fact]
    public async Task Number_of_remembered_tokens_is_limited()
    {
        var handler = new ReusingTokenHandler(_time) { MaxCount = 2 };
        string[] tokens = [Sign(_rsa, "1"), Sign(_rsa, "2"), Sign(_rsa, "3")];
        foreach (var token in tokens)
            await handler.ValidateTokenAsync(token, _parameters);

        await handler.ValidateTokenAsync(tokens[2], _parameters);
        Assert.Equal(3, handler.Validations);
        await handler.ValidateTokenAsync(tokens[0], _parameters);
        Assert.Equal(4, handler.Validations);
    }

    private Task<TokenValidationResult> ValidateAsync(string token) => _handler.ValidateTokenAsync(token, _parameters);

    private void Publish(RSA rsa)
    {
        var keys = new OpenIdConnectConfiguration();
        keys.SigningKeys.Add(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
        _parameters.ConfigurationManager = new StaticConfigurationManager<OpenIdConnectConfiguration>(keys);
    }

    private string Sign(RSA rsa, string id = "alice") => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = "issuer",
            Audience = "audience",
            Expires = (_time.GetUtcNow() + Lifetime).UtcDateTime,
            Claims = new Dictionary<string, object> { ["oid"] = id },
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(rsa), SecurityAlgorithms.RsaSha256),
        });

    private sealed class UnreadableKeys : BaseConfigurationManager
    {
        public override Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
            throw new InvalidOperationException("The keys were read.");

        public override void RequestRefresh()
        {
        }
    }
}

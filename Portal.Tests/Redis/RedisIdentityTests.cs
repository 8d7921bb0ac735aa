using System.Collections.Concurrent;
using System.Globalization;
using Azure.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Redis;
using Portal.Tests.Support;
using StackExchange.Redis;

namespace Portal.Tests.Redis;

/// <summary>Tokens of the managed identity instead of a password, at a server whose ACL user has the token as its password.</summary>
public sealed class RedisIdentityTests(RedisServer server) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("portal.westeurope.redis.azure.net:10000,ssl=true,user=oid", null, true)]
    [InlineData("portal.redis.cache.windows.net:6380,ssl=true,user=oid", null, true)]
    [InlineData("portal.redis.cache.windows.net:6380,ssl=true,user=oid", false, false)]
    [InlineData("portal.redis.cache.windows.net:6380,ssl=true,user=oid,password=x", null, false)]
    [InlineData("redis.example:6380,ssl=true,user=oid", null, false)]
    [InlineData("redis.example:6380,ssl=true,user=oid", true, true)]
    [InlineData("redis.example:6380", null, false)]
    public void Managed_identity_is_used_without_a_password_on_azure_or_by_setting(
        string connectionString, bool? setting, bool isUsed) =>
        Assert.Equal(isUsed, RedisIdentity.IsUsed(ConfigurationOptions.Parse(connectionString), setting));

    [Theory]
    [InlineData("portal.redis.cache.windows.net:6380,ssl=true", "user=")]
    [InlineData("redis.example:6379,user=oid", "ssl=true")]
    public void LEK_06_token_of_the_identity_is_sent_with_a_user_and_encrypted_only(string connectionString, string missing)
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => RedisIdentity.IsUsed(ConfigurationOptions.Parse(connectionString), setting: true));

        Assert.Contains("ConnectionStrings:redis", refused.Message, StringComparison.Ordinal);
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_get_the_next_token_and_later_connections_use_it()
    {
        await using var administrator = await AdministratorAsync();
        var user = await AllowAsync(administrator, $"{Guid.NewGuid()}", "token-1");
        var (time, credential) = (new FakeTimeProvider(), new StandInCredential("token-1"));
        await using var redis = Open(user, time, credential);
        Assert.Equal(user, await WhoAmIAsync(redis));
        await AllowAsync(administrator, user, "token-2");
        var (before, refused) = (await AuthenticationsAsync(administrator), await RefusalsAsync(administrator));

        credential.Token = "token-2";
        time.Advance(TimeSpan.FromMinutes(4));

        await Poll.UntilAsync(async () => await AuthenticationsAsync(administrator) > before, MaxWait);
        Assert.Equal(refused, await RefusalsAsync(administrator));
        Assert.Equal(user, await WhoAmIAsync(redis));
        await administrator.GetServers().Single().ExecuteAsync("CLIENT", "KILL", "USER", user);
        await Poll.UntilAsync(
            async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return (await redis.TryUseAsync(d => d.ExecuteAsync("ACL", "WHOAMI"))).Succeeded;
            },
            MaxWait);
        Assert.Equal(refused, await RefusalsAsync(administrator));
        Assert.All(credential.Scopes, scope => Assert.Equal("https://redis.azure.com/.default", scope));
    }

    [Fact]
    public async Task Identity_that_gets_no_token_at_first_is_authenticated_later()
    {
        await using var administrator = await AdministratorAsync();
        var user = await AllowAsync(administrator, $"{Guid.NewGuid()}", "token-1");
        await administrator.GetServers().Single().ExecuteAsync("ACL", "SETUSER", "default", "resetpass", ">of-the-administrator");
        try
        {
            var (time, credential) = (new FakeTimeProvider(), new StandInCredential(token: null));
            await using var redis = Open(user, time, credential);
            Assert.False((await redis.TryUseAsync(d => d.PingAsync())).Succeeded);

            credential.Token = "token-1";
            await Poll.UntilAsync(
                async () =>
                {
                    time.Advance(TimeSpan.FromSeconds(5));
                    return (await redis.TryUseAsync(d => d.PingAsync())).Succeeded;
                },
                MaxWait);
        }
        finally
        {
            await administrator.GetServers().Single().ExecuteAsync("ACL", "SETUSER", "default", "resetpass", "nopass");
        }
    }

    private RedisConnection Open(string user, TimeProvider time, TokenCredential credential) => RedisConnection.Open(
        $"{server.ConnectionString},user={user}", time, NullLogger<RedisConnection>.Instance, credential);

    private Task<ConnectionMultiplexer> AdministratorAsync() =>
        ConnectionMultiplexer.ConnectAsync($"{server.ConnectionString},allowAdmin=true");

    private static async Task<string> AllowAsync(ConnectionMultiplexer administrator, string user, string token)
    {
        await administrator.GetServers().Single().ExecuteAsync(
            "ACL", "SETUSER", user, "on", "resetpass", $">{token}", "~*", "&*", "+@all");
        return user;
    }

    private static async Task<string> WhoAmIAsync(RedisConnection redis) =>
        $"{await redis.UseAsync(database => database.ExecuteAsync("ACL", "WHOAMI"))}";

    private static async Task<long> AuthenticationsAsync(ConnectionMultiplexer administrator) =>
        await StatisticAsync(administrator, "calls");

    private static async Task<long> RefusalsAsync(ConnectionMultiplexer administrator) =>
        await StatisticAsync(administrator, "failed_calls");

    // Such as "calls=3,usec=71,usec_per_call=23.67,rejected_calls=0,failed_calls=0".
    private static async Task<long> StatisticAsync(ConnectionMultiplexer administrator, string name)
    {
        var commands = await administrator.GetServers().Single().InfoAsync("commandstats");
        var auth = commands.SelectMany(group => group).FirstOrDefault(c => c.Key == "cmdstat_auth").Value ?? "";
        return auth.Split(',')
            .Select(part => part.Split('='))
            .Where(pair => pair[0] == name)
            .Select(pair => long.Parse(pair[1], CultureInfo.InvariantCulture))
            .SingleOrDefault();
    }

    private sealed class StandInCredential(string? token) : TokenCredential
    {
        public string? Token { get; set; } = token;

        public ConcurrentQueue<string> Scopes { get; } = new();

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            foreach (var scope in requestContext.Scopes)
                Scopes.Enqueue(scope);
            return Token is { } token
                ? new AccessToken(token, DateTimeOffset.MaxValue)
                : throw new InvalidOperationException("The managed identity has no endpoint.");
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}

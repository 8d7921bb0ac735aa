using System.Collections.Concurrent;
using Demo;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Portal.Tests.Emulator;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>The token that reaches AppB is that of the user whose request it is, and of nobody else.</summary>
public sealed class UserSeparationTests(UserSeparationTests.WatchedApplication application)
    : IClassFixture<UserSeparationTests.WatchedApplication>
{
    private static readonly string[] Users = ["alice", "carol", "dave"];

    [Fact]
    public async Task OBO_01_Token_for_AppB_is_the_users_from_the_portal_with_the_scope()
    {
        var token = await application.TokenAsync("alice");

        using var response = await application.SendAsync(HttpMethod.Get, "/api/data/AppB/orders", token);

        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
        var sent = application.Sent.Last(s => s.Path == "/orders").Token;
        Assert.NotEqual(token, sent.EncodedToken);
        Assert.Equal(TestTenant.AppB, Assert.Single(sent.Audiences));
        Assert.Equal(TestTenant.Portal, sent.GetClaim("azp").Value);
        Assert.Equal("access_as_user", sent.GetClaim("scp").Value);
        Assert.Equal($"{application.User("alice").Id}", sent.GetClaim("oid").Value);
    }

    [Fact]
    public async Task BLZ_22_Users_at_the_same_time_see_only_their_own_tokens()
    {
        var tokens = new Dictionary<string, string>();
        foreach (var user in Users)
            tokens[user] = await application.TokenAsync(user);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 99),
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken },
            async (number, cancellation) =>
            {
                var user = Users[number % Users.Length];
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tokens");
                request.Headers.Authorization = new("Bearer", tokens[user]);
                using var response = await application.Portal.SendAsync(request, cancellation);
                var body = await response.Content.ReadAsStringAsync(cancellation);

                Assert.Contains($"{application.User(user).Id}", body, StringComparison.Ordinal);
                foreach (var other in Users.Where(u => u != user))
                    Assert.DoesNotContain($"{application.User(other).Id}", body, StringComparison.Ordinal);
            });
    }

    [Fact]
    public void EMU_14_Tokens_of_the_emulator_are_validated_in_full()
    {
        var options = application.Demo.AppBApp.Services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>()
            .Get(JwtBearerDefaults.AuthenticationScheme);
        var validation = options.TokenValidationParameters;

        Assert.True(options.RequireHttpsMetadata);
        Assert.StartsWith("https://", options.Authority ?? options.MetadataAddress, StringComparison.Ordinal);
        Assert.True(validation is
        {
            ValidateIssuer: true, ValidateAudience: true, ValidateLifetime: true, RequireSignedTokens: true,
            RequireExpirationTime: true, SignatureValidator: null,
        });
    }

    /// <summary>All apps, with the tokens that AppB receives.</summary>
    public sealed class WatchedApplication : ApplicationFixture, IStartupFilter
    {
        internal ConcurrentQueue<(string Path, JsonWebToken Token)> Sent { get; } = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                if (context.Request.Headers.Authorization.ToString().Split(' ') is ["Bearer", var token])
                    Sent.Enqueue((context.Request.Path, new JsonWebToken(token)));

                return following(context);
            });
            next(app);
        };

        protected override DemoOptions Configure(DemoOptions options) =>
            options with { ConfigureAppB = builder => builder.Services.AddSingleton<IStartupFilter>(this) };
    }
}

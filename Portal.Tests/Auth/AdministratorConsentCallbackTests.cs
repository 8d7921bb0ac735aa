using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Auth;
using Portal.Contracts.SignIn;
using Portal.Redis;

namespace Portal.Tests.Auth;

/// <summary>The response to the consent link of administrators, which anybody can send.</summary>
public sealed class AdministratorConsentCallbackTests
{
    [Fact]
    public async Task Responses_end_what_was_remembered_once_per_second()
    {
        await using var tokens = new TokensWithClock();
        await using var services = new ServiceCollection()
            .AddSingleton(tokens.Tokens)
            .AddSingleton<TimeProvider>(tokens.Clock)
            .BuildServiceProvider();
        var forgotten = 0;
        using var subscription = tokens.Notices.Subscribe(NoticeKind.RefusalsOutdated, _ =>
        {
            forgotten++;
            return Task.CompletedTask;
        });
        var handle = AdministratorConsentCallback.First(_ => Task.CompletedTask);

        for (var i = 0; i < 5; i++)
            Assert.EndsWith(SessionRoutes.AdministratorGranted, await RespondAsync(), StringComparison.Ordinal);
        Assert.Equal(1, forgotten);
        tokens.Clock.Advance(TimeSpan.FromSeconds(1));
        await RespondAsync();

        Assert.Equal(2, forgotten);

        async Task<string> RespondAsync()
        {
            var context = new MessageReceivedContext(
                new DefaultHttpContext { RequestServices = services },
                new AuthenticationScheme("test", displayName: null, typeof(OpenIdConnectHandler)),
                new OpenIdConnectOptions(),
                new AuthenticationProperties())
            {
                ProtocolMessage = new OpenIdConnectMessage { State = SessionRoutes.AdministratorState },
            };
            context.ProtocolMessage.SetParameter("admin_consent", "True");
            await handle(context);
            return context.Response.Headers.Location.ToString();
        }
    }
}

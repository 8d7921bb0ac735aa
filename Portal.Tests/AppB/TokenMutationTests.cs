using AccessContract;
using AccessContract.AspNetCore.Bearer;
using AccessContract.Pasting;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.AppB;

/// <summary>Random changes of a valid token, at the handler and the checks that AppB and <c>/api</c> share.</summary>
[Collection(AppBGroup.Name)]
public sealed class TokenMutationTests(AppBFixture appB)
{
    [Fact]
    public void TOK_68_changed_token_is_never_accepted_and_never_an_exception() => Check(appB, runs: 500);

    internal static void Check(AppBFixture appB, int runs)
    {
        var token = appB.User("Orders.Read");
        var compact = token.Sign();
        Assert.Equal(StatusCodes.Status200OK, Authenticate(appB, compact));

        Prop.ForAll(
            Arb.From(TokenMutation.Any),
            mutation =>
            {
                var changed = mutation.ApplyTo(token, compact);
                var isSame = TokenMutation.Decoded(changed) == TokenMutation.Decoded(compact);
                var status = Authenticate(appB, changed);
                Explain(appB, changed);
                return status is StatusCodes.Status401Unauthorized
                    || (status == StatusCodes.Status200OK && (isSame || (mutation.IsSignedAgain && !mutation.HasMemberTwice)));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(runs));
    }

    // Without a server: the status that the bearer scheme leads to.
    private static int Authenticate(AppBFixture appB, string token)
    {
        using var scope = appB.App.Services.CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Headers.Authorization = $"Bearer {token}";
        if (context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme).GetAwaiter().GetResult().Succeeded)
            return StatusCodes.Status200OK;

        context.ChallengeAsync(JwtBearerDefaults.AuthenticationScheme).GetAwaiter().GetResult();
        return context.Response.StatusCode;
    }

    // What the token pages do with a pasted token, and what a refusal does with a token whose signature was validated.
    private static void Explain(AppBFixture appB, string token)
    {
        PastedText.Read(token);
        appB.App.Services.GetRequiredService<TokenRefusals>().Refuse(DecodedToken.Of(token, SignatureEvidence.Validated));
    }
}

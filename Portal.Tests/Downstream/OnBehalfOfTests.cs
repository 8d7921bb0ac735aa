using System.Net;
using System.Net.Http.Headers;
using Microsoft.Identity.Client;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Tests.Downstream;

/// <summary>What can go wrong between the backend and AppB, and the words for it.</summary>
public sealed class OnBehalfOfTests : OnBehalfOfTest
{
    [Fact]
    public async Task AppB_that_is_away_is_not_mistaken_for_the_authority()
    {
        var onBehalfOf = Create(new Tokens(), new Answers(_ => throw new HttpRequestException("refused")));

        Assert.Equal((ProblemCodes.DownstreamUnavailable, 502), Code(await FailAsync(onBehalfOf)));
    }

    [Fact]
    public async Task AppB_that_never_answers_is_cut_off()
    {
        var onBehalfOf = Create(new Tokens(), new Answers(async cancellation =>
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
            return new HttpResponseMessage();
        }), ("TimeoutSeconds", "0.05"));

        Assert.Equal((ProblemCodes.DownstreamTimeout, 504), Code(await FailAsync(onBehalfOf)));
    }

    [Fact]
    public async Task Body_beyond_the_limit_is_cut_off_whether_announced_or_not()
    {
        var announced = Create(new Tokens(), Answers.With(new ByteArrayContent(new byte[2048])), ("MaxResponseBytes", "1024"));
        var chunked = Create(new Tokens(), Answers.With(new StreamContent(new Unannounced(new byte[2048]))), ("MaxResponseBytes", "1024"));

        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), Code(await FailInBodyAsync(announced)));
        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), Code(await FailInBodyAsync(chunked)));
    }

    [Fact]
    public async Task Body_that_never_ends_is_cut_off()
    {
        var onBehalfOf = Create(new Tokens(), Answers.With(new StreamContent(new Endless())), ("TimeoutSeconds", "0.2"));

        Assert.Equal((ProblemCodes.DownstreamTimeout, 504), Code(await FailInBodyAsync(onBehalfOf)));
    }

    [Fact]
    public async Task Body_is_not_read_before_it_is_asked_for()
    {
        var body = new Unannounced(new byte[100]);
        var onBehalfOf = Create(new Tokens(), Answers.With(new StreamContent(body)));

        using var answer = await onBehalfOf.GetAsync("AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        var before = body.Position;
        var read = await answer.ReadBeginningAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 100), (before, read.Length));
    }

    [Fact]
    public async Task Call_that_would_leave_the_apis_address_is_not_made()
    {
        var onBehalfOf = Create(new Tokens(), Answers.Nothing, ("BaseUrl", "https://appb.example/v1/"));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => onBehalfOf.GetAsync("AppB", "/../admin", Alice, fresh: false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Token_of_the_user_goes_along_and_never_the_applications()
    {
        HttpRequestHeaders? sent = null;
        var tokens = new Tokens();
        var onBehalfOf = Create(tokens, new Answers(_ => Task.FromResult(new HttpResponseMessage()), headers => sent = headers));

        using var response = await onBehalfOf.GetAsync("AppB", "/orders?$top=1", Alice, fresh: false, TestContext.Current.CancellationToken);

        Assert.Equal("Bearer user-token", sent!.Authorization!.ToString());
        Assert.Equal((false, Alice), tokens.Asked);
    }

    [Fact]
    public async Task Claims_challenge_goes_to_the_authority_once_and_its_refusal_reaches_the_user()
    {
        var stepUp = new MsalUiRequiredException("interaction_required", "AADSTS50076");
        var tokens = new Tokens(claims => claims is null ? null : stepUp);

        var problem = await FailAsync(Create(tokens, new Answers(_ => Task.FromResult(Challenge()))));

        Assert.Equal((ProblemCodes.InteractionRequired, "AADSTS50076"), (problem.Code, problem.ErrorCode));
        Assert.Equal("""{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""", tokens.Claims);
    }

    [Fact]
    public async Task Api_that_asks_again_after_the_retry_ends_in_a_clear_error()
    {
        var calls = 0;
        var onBehalfOf = Create(new Tokens(), new Answers(_ =>
        {
            calls++;
            return Task.FromResult(Challenge());
        }));

        using var answer = await onBehalfOf.GetAsync("AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        var problem = await RefusalReader.ReadAsync(answer.Response, "AppB", TestContext.Current.CancellationToken);

        Assert.Equal((ProblemCodes.ClaimsChallengeFailed, 403, 2), (problem.Code, problem.Status, calls));
    }

    // What Entra's step-up looks like on the wire.
    private static HttpResponseMessage Challenge()
    {
        var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        var claims = Convert.ToBase64String("""{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"""u8);
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", $"Bearer error=\"insufficient_claims\", claims=\"{claims}\"");
        return response;
    }

    private static (string, int) Code(ApiProblem problem) => (problem.Code, problem.Status);

    private static async Task<ApiProblem> FailInBodyAsync(OnBehalfOf onBehalfOf)
    {
        using var answer = await onBehalfOf.GetAsync("AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        return (await Assert.ThrowsAsync<DownstreamException>(
            () => answer.ReadBeginningAsync(TestContext.Current.CancellationToken))).Problem;
    }

    private sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return 0;
        }
    }
}

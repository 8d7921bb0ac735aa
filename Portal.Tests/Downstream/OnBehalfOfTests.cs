using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.Identity.Client;
using Portal.Contracts.Problems;
using Portal.Data;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Tests.Downstream;

/// <summary>Failures between the backend and AppB, and their problem codes.</summary>
public sealed class OnBehalfOfTests : OnBehalfOfTest
{
    [Fact]
    public async Task Unavailable_AppB_is_not_reported_as_the_authority()
    {
        var onBehalfOf = Create(new Tokens(), new Responses(_ => throw new HttpRequestException("refused")));

        Assert.Equal((ProblemCodes.DownstreamUnavailable, 502), Code(await FailAsync(onBehalfOf)));
    }

    [Fact]
    public async Task AppB_that_never_responds_times_out()
    {
        var onBehalfOf = Create(new Tokens(), new Responses(async cancellation =>
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellation);
            return new HttpResponseMessage();
        }), ("TimeoutSeconds", "0.05"));

        Assert.Equal((ProblemCodes.DownstreamTimeout, 504), Code(await FailAsync(onBehalfOf)));
    }

    [Fact]
    public async Task Body_that_is_too_large_is_refused_with_or_without_a_content_length()
    {
        var announced = Create(
            new Tokens(), Responses.With(new ByteArrayContent(new byte[2048])), ("MaxResponseBytes", "1024"));
        var chunked = Create(
            new Tokens(),
            Responses.With(new StreamContent(new WithoutLength(new byte[2048]))),
            ("MaxResponseBytes", "1024"));

        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), Code(await FailInBodyAsync(announced)));
        Assert.Equal((ProblemCodes.DownstreamInvalid, 502), Code(await FailInBodyAsync(chunked)));
    }

    [Fact]
    public async Task Body_that_never_ends_times_out()
    {
        var onBehalfOf = Create(
            new Tokens(), Responses.With(new StreamContent(new Endless())), ("TimeoutSeconds", "0.2"));

        Assert.Equal((ProblemCodes.DownstreamTimeout, 504), Code(await FailInBodyAsync(onBehalfOf)));
    }

    [Fact]
    public async Task Body_is_not_read_before_it_is_needed()
    {
        var body = new WithoutLength(new byte[100]);
        var onBehalfOf = Create(new Tokens(), Responses.With(new StreamContent(body)));

        using var response = await onBehalfOf.GetAsync(
            "AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        var before = body.Position;
        var read = await response.ReadAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0, 100), (before, read.Length));
    }

    [Fact]
    public async Task Call_outside_the_base_address_is_not_made()
    {
        var onBehalfOf = Create(new Tokens(), Responses.Nothing, ("BaseUrl", "https://appb.example/v1/"));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => onBehalfOf.GetAsync("AppB", "/../admin", Alice, fresh: false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Row_that_is_unchanged_is_answered_with_304_and_its_version()
    {
        HttpRequestHeaders? sent = null;
        var onBehalfOf = Create(
            new Tokens(),
            new Responses(
                _ => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotModified) { Headers = { ETag = new("\"3\"") } }),
                headers => sent = headers));
        var context = new DefaultHttpContext();

        var response = await onBehalfOf.GetRowAsync(
            "AppB", "/orders/7", [], "\"3\"", Alice, TestContext.Current.CancellationToken);
        await new RowResult(response).ExecuteAsync(context);

        Assert.Equal("\"3\"", sent?.IfNoneMatch.ToString());
        Assert.Equal((304, "\"3\""), (context.Response.StatusCode, context.Response.Headers.ETag.ToString()));
    }

    [Fact]
    public async Task Call_sends_the_token_of_the_user_and_never_an_app_only_token()
    {
        HttpRequestHeaders? sent = null;
        var tokens = new Tokens();
        var onBehalfOf = Create(
            tokens, new Responses(_ => Task.FromResult(new HttpResponseMessage()), headers => sent = headers));

        using var response = await onBehalfOf.GetAsync(
            "AppB", "/orders?$top=1", Alice, fresh: false, TestContext.Current.CancellationToken);

        Assert.Equal("Bearer user-token", sent!.Authorization!.ToString());
        Assert.Equal((false, Alice), tokens.Requested);
    }

    [Fact]
    public async Task Claims_challenge_is_sent_to_the_authority_and_its_refusal_is_reported()
    {
        var stepUp = new MsalUiRequiredException("interaction_required", "AADSTS50076");
        var tokens = new Tokens(claims => claims is null ? null : stepUp);

        var problem = await FailAsync(Create(tokens, new Responses(_ => Task.FromResult(Challenge()))));

        Assert.Equal((ProblemCodes.InteractionRequired, "AADSTS50076"), (problem.Code, problem.ErrorCode));
        Assert.Equal("""{"access_token":{"acrs":{"essential":true,"value":"c1"}}}""", tokens.Claims);
    }

    [Fact]
    public async Task OBO_10_second_claims_challenge_after_the_retry_is_an_error()
    {
        var calls = 0;
        var onBehalfOf = Create(new Tokens(), new Responses(_ =>
        {
            calls++;
            return Task.FromResult(Challenge());
        }));

        using var response = await onBehalfOf.GetAsync(
            "AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        var problem = await ErrorResponseReader.ReadAsync(
            response.Response, "AppB", TestContext.Current.CancellationToken);

        Assert.Equal((ProblemCodes.ClaimsChallengeFailed, 403, 2), (problem.Code, problem.Status, calls));
    }

    // The challenge as Entra's step-up sends it.
    private static HttpResponseMessage Challenge()
    {
        var response = new HttpResponseMessage(HttpStatusCode.Unauthorized);
        var claims = Convert.ToBase64String("""{"access_token":{"acrs":{"essential":true,"value":"c1"}}}"""u8);
        response.Headers.TryAddWithoutValidation(
            "WWW-Authenticate", $"Bearer error=\"insufficient_claims\", claims=\"{claims}\"");
        return response;
    }

    private static (string, int) Code(ApiProblem problem) => (problem.Code, problem.Status);

    private static async Task<ApiProblem> FailInBodyAsync(OnBehalfOf onBehalfOf)
    {
        using var response = await onBehalfOf.GetAsync(
            "AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        return (await Assert.ThrowsAsync<ProblemException>(
            () => response.ReadAsync(TestContext.Current.CancellationToken))).Problem;
    }

    private sealed class WithoutLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return 0;
        }
    }
}

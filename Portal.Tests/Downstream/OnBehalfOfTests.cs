using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Tests.Downstream;

/// <summary>What can go wrong between the backend and AppB, and the words for it.</summary>
public sealed class OnBehalfOfTests
{
    private static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity([new Claim("name", "Alice")], "test"));

    public static TheoryData<string, string, string?> TokenFailures => new()
    {
        { "AADSTS65001", ProblemCodes.ConsentRequired, "AADSTS65001" },
        { "AADSTS90094", ProblemCodes.ConsentRequired, "AADSTS90094" },
        { "AADSTS50076", ProblemCodes.InteractionRequired, "AADSTS50076" },
        { "AADSTS50013", ProblemCodes.SignInRequired, "AADSTS50013" },
        { "AADSTS700082", ProblemCodes.SignInRequired, "AADSTS700082" },
        { "no code", ProblemCodes.InteractionRequired, null },
    };

    [Theory]
    [MemberData(nameof(TokenFailures))]
    public async Task Authority_that_wants_the_user_is_told_by_its_code(string message, string code, string? errorCode)
    {
        var refused = new MsalUiRequiredException("invalid_grant", $"{message}: secret words of the authority");
        var onBehalfOf = Create(new Tokens(new MicrosoftIdentityWebChallengeUserException(refused, ["s"])), Answers.Nothing);

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal((code, errorCode, "AppB"), (problem.Code, problem.ErrorCode, problem.Api));
        Assert.DoesNotContain("secret words", $"{problem}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authoritys_correlation_id_comes_along_to_be_quoted()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001") { CorrelationId = "2f9c3a5e-0000-4000-8000-000000000001" };
        var onBehalfOf = Create(new Tokens(new MicrosoftIdentityWebChallengeUserException(refused, ["s"])), Answers.Nothing);

        Assert.Equal("2f9c3a5e-0000-4000-8000-000000000001", (await FailAsync(onBehalfOf)).CorrelationId);
    }

    [Fact]
    public async Task Missing_consent_names_the_scopes_to_ask_for()
    {
        var refused = new MsalUiRequiredException("invalid_grant", "AADSTS65001");
        var onBehalfOf = Create(new Tokens(refused), Answers.Nothing);

        var problem = await FailAsync(onBehalfOf);

        Assert.Equal(["api://appb/access_as_user"], problem.Scopes!);
    }

    [Fact]
    public async Task Wrong_secret_is_the_operators_fault_not_the_users()
    {
        var refused = new MsalServiceException("invalid_client", "AADSTS7000215: Invalid client secret.", 401);

        var problem = await FailAsync(Create(new Tokens(refused), Answers.Nothing));

        Assert.Equal((ProblemCodes.SettingsInvalid, "AADSTS7000215", 502), (problem.Code, problem.ErrorCode, problem.Status));
    }

    [Fact]
    public async Task Authority_that_is_away_is_not_mistaken_for_AppB()
    {
        Assert.Equal(ProblemCodes.AuthorityUnavailable, (await FailAsync(Create(new Tokens(new HttpRequestException()), Answers.Nothing))).Code);
        Assert.Equal(
            ProblemCodes.AuthorityUnavailable,
            (await FailAsync(Create(new Tokens(new MsalServiceException("x", "away", 503)), Answers.Nothing))).Code);
    }

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

    private static async Task<ApiProblem> FailAsync(OnBehalfOf onBehalfOf) =>
        (await Assert.ThrowsAsync<DownstreamException>(
            () => onBehalfOf.GetAsync("AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken))).Problem;

    private static async Task<ApiProblem> FailInBodyAsync(OnBehalfOf onBehalfOf)
    {
        using var answer = await onBehalfOf.GetAsync("AppB", "/orders", Alice, fresh: false, TestContext.Current.CancellationToken);
        return (await Assert.ThrowsAsync<DownstreamException>(
            () => answer.ReadBeginningAsync(TestContext.Current.CancellationToken))).Problem;
    }

    private static OnBehalfOf Create(Tokens tokens, Answers answers, params (string Key, string Value)[] overrides)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AppB:BaseUrl"] = "https://appb.example/",
            ["AppB:Scopes:0"] = "api://appb/access_as_user",
        }).AddInMemoryCollection(overrides.ToDictionary(o => $"AppB:{o.Key}", o => (string?)o.Value)).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.Configure<DownstreamApiSettings>("AppB", settings.GetSection("AppB"));
        services.AddSingleton<IAuthorizationHeaderProvider>(tokens);
        services.AddHttpClient("AppB", http => http.Timeout = TimeSpan.FromSeconds(settings.GetValue("AppB:TimeoutSeconds", 3.0)))
            .AddHttpMessageHandler(() => new DeferredBody())
            .ConfigurePrimaryHttpMessageHandler(() => answers);
        services.AddDownstreamApi("AppB", settings.GetSection("AppB"));
        var provider = services.BuildServiceProvider();
        return new OnBehalfOf(
            provider.GetRequiredService<IDownstreamApi>(),
            tokens,
            provider.GetRequiredService<IOptionsMonitor<DownstreamApiOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<DownstreamApiSettings>>());
    }

    private sealed class Answers(
        Func<CancellationToken, Task<HttpResponseMessage>> answer, Action<HttpRequestHeaders>? look = null) : HttpMessageHandler
    {
        public static Answers With(HttpContent body) => new(_ => Task.FromResult(new HttpResponseMessage { Content = body }));

        public static Answers Nothing => new(_ => throw new NotSupportedException("Without a token nobody is called."));

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            look?.Invoke(request.Headers);
            return answer(cancellationToken);
        }
    }

    /// <param name="failure">What becomes of a request, given the claims challenge that it carries.</param>
    private sealed class Tokens(Func<string?, Exception?> failure) : IAuthorizationHeaderProvider
    {
        public Tokens(Exception? failure = null)
            : this(_ => failure)
        {
        }

        public string? Claims { get; private set; }

        public (bool ForApp, ClaimsPrincipal? User) Asked { get; private set; }

        public Task<string> CreateAuthorizationHeaderAsync(
            IEnumerable<string> scopes,
            AuthorizationHeaderProviderOptions? options = null,
            ClaimsPrincipal? claimsPrincipal = null,
            CancellationToken cancellationToken = default)
        {
            Asked = (options!.RequestAppToken, claimsPrincipal);
            Claims = options.AcquireTokenOptions.Claims;
            return failure(Claims) is { } exception ? Task.FromException<string>(exception) : Task.FromResult("Bearer user-token");
        }

        public Task<string> CreateAuthorizationHeaderForUserAsync(
            IEnumerable<string> scopes,
            AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
            ClaimsPrincipal? claimsPrincipal = null,
            CancellationToken cancellationToken = default) =>
            CreateAuthorizationHeaderAsync(scopes, authorizationHeaderProviderOptions, claimsPrincipal, cancellationToken);

        public Task<string> CreateAuthorizationHeaderForAppAsync(
            string scopes,
            AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
            CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Never the application.");
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

using System.Net.Http.Headers;
using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Problems;

namespace Portal.Tests.Downstream;

/// <summary>On-behalf-of with an authority and an API whose responses a test chooses.</summary>
public abstract class OnBehalfOfTest
{
    protected static readonly ClaimsPrincipal Alice = new(new ClaimsIdentity([new Claim("name", "Alice")], "test"));

    protected static async Task<ApiProblem> FailAsync(OnBehalfOf onBehalfOf)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var exception = await Assert.ThrowsAsync<ProblemException>(
            () => onBehalfOf.GetAsync("AppB", "/orders", Alice, fresh: false, cancellation));
        return exception.Problem;
    }

    protected static OnBehalfOf Create(
        Tokens tokens, Responses responses, params (string Key, string Value)[] overrides)
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
        services.AddHttpClient(
            "AppB", http => http.Timeout = TimeSpan.FromSeconds(settings.GetValue("AppB:TimeoutSeconds", 3.0)))
            .AddHttpMessageHandler(() => new UnbufferedResponseHandler())
            .ConfigurePrimaryHttpMessageHandler(() => responses);
        services.AddDownstreamApi("AppB", settings.GetSection("AppB"));
        var provider = services.BuildServiceProvider();
        return new OnBehalfOf(
            provider.GetRequiredService<IDownstreamApi>(),
            tokens,
            provider.GetRequiredService<IOptionsMonitor<DownstreamApiOptions>>(),
            provider.GetRequiredService<IOptionsMonitor<DownstreamApiSettings>>());
    }

    protected sealed class Responses(
        Func<CancellationToken, Task<HttpResponseMessage>> respond, Action<HttpRequestHeaders>? inspect = null)
        : HttpMessageHandler
    {
        public static Responses With(HttpContent body) =>
            new(_ => Task.FromResult(new HttpResponseMessage { Content = body }));

        public static Responses Nothing =>
            new(_ => throw new NotSupportedException("Without a token no API is called."));

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            inspect?.Invoke(request.Headers);
            return respond(cancellationToken);
        }
    }

    /// <param name="failure">
    /// The exception for a token request, given its claims challenge; null if it succeeds.
    /// </param>
    protected sealed class Tokens(Func<string?, Exception?> failure) : IAuthorizationHeaderProvider
    {
        public Tokens(Exception? failure = null)
            : this(_ => failure)
        {
        }

        public string? Claims { get; private set; }

        public (bool ForApp, ClaimsPrincipal? User) Requested { get; private set; }

        public Task<string> CreateAuthorizationHeaderAsync(
            IEnumerable<string> scopes,
            AuthorizationHeaderProviderOptions? options = null,
            ClaimsPrincipal? claimsPrincipal = null,
            CancellationToken cancellationToken = default)
        {
            Requested = (options!.RequestAppToken, claimsPrincipal);
            Claims = options.AcquireTokenOptions.Claims;
            return failure(Claims) is { } exception
                ? Task.FromException<string>(exception)
                : Task.FromResult("Bearer user-token");
        }

        public Task<string> CreateAuthorizationHeaderForUserAsync(
            IEnumerable<string> scopes,
            AuthorizationHeaderProviderOptions? authorizationHeaderProviderOptions = null,
            ClaimsPrincipal? claimsPrincipal = null,
            CancellationToken cancellationToken = default) =>
            CreateAuthorizationHeaderAsync(
                scopes, authorizationHeaderProviderOptions, claimsPrincipal, cancellationToken);

        public Task<string> CreateAuthorizationHeaderForAppAsync(
            string scopes,
            AuthorizationHeaderProviderOptions? downstreamApiOptions = null,
            CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("On-behalf-of never requests an app-only token.");
    }
}

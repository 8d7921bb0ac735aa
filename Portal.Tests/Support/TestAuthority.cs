using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AccessContract;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceDefaults;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Tests.Support;

/// <summary>
/// A real https authority on a free port: metadata and keys as Entra publishes them, and a key that signs any token
/// that a test builds. Apps under test point <c>AzureAd:Instance</c> at it and share its data directory, so that they
/// pin its certificate.
/// </summary>
public sealed class TestAuthority : IAsyncDisposable
{
    public const string TenantId = "aaaaaaaa-0000-4000-8000-000000000001";

    private readonly WebApplication _app;
    private int _keyRequests;
    private int _metadataRequests;
    private int _tokenRequests;
    private int _refreshRequests;
    private int _refreshTokens;

    private TestAuthority(WebApplication app) => _app = app;

    public TestAuthorityKey Key { get; } = new("test-key-1");

    /// <summary>The keys that the JWKS endpoint publishes; a test may add or remove some.</summary>
    public IList<TestAuthorityKey> Published { get; } = [];

    /// <summary>Replaces the response of the JWKS endpoint; null: the published keys.</summary>
    public Func<IResult>? KeysResponse { get; set; }

    public Uri Instance { get; private set; } = null!;

    public string Issuer => $"{Instance}{TenantId}/v2.0";

    public static string V1Issuer => $"https://sts.windows.net/{TenantId}/";

    /// <summary>The issuer in the metadata, if it is not the one of its tokens.</summary>
    public string? MetadataIssuer { get; set; }

    public int MetadataRequests => Volatile.Read(ref _metadataRequests);

    public int KeyRequests => Volatile.Read(ref _keyRequests);

    public int TokenRequests => Volatile.Read(ref _tokenRequests);

    /// <summary>Those with a refresh token.</summary>
    public int RefreshRequests => Volatile.Read(ref _refreshRequests);

    /// <summary>False: its metadata cannot be fetched.</summary>
    public bool IsAvailable { get; set; } = true;

    /// <summary>The ID token for the code of a sign-in; without it, codes cannot be redeemed.</summary>
    public TestAuthorityToken? IdToken { get; set; }

    /// <summary>What the token endpoint answers to refresh tokens in place of a token, as AADSTS code.</summary>
    public int? RefreshError { get; set; }

    /// <summary>Each refresh token can be redeemed once, and only the newest one.</summary>
    public bool RotatesRefreshTokens { get; set; }

    /// <summary>Whether the metadata announces <c>iss</c> in sign-in responses (RFC 9207).</summary>
    public bool AnnouncesIssuer { get; set; }

    /// <summary>The response to a request that redeems a code.</summary>
    public Func<IFormCollection, IResult>? CodeGrant { get; set; }

    /// <summary>The token endpoint waits for this task before it responds.</summary>
    public Task TokenGate { get; set; } = Task.CompletedTask;

    /// <summary>If set, responds to token requests in place of the authority; it gets the form, then the request.</summary>
    public Func<IFormCollection, HttpContext, Task>? Misbehaviour { get; set; }

    /// <summary>If set, the metadata are this in place of the authority's; the body may be anything.</summary>
    public (string Type, string Body)? BrokenMetadata { get; set; }

    /// <summary>The metadata wait for this task before they are sent.</summary>
    public Task MetadataGate { get; set; } = Task.CompletedTask;

    /// <param name="dataDirectory">The folder of its certificate, shared with the apps under test.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<TestAuthority> StartAsync(string dataDirectory, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration[DataDirectory.Key] = dataDirectory;
        var certificate = LoopbackCertificate.Ensure(builder.Configuration, TimeProvider.System);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));

        var app = builder.Build();
        var authority = new TestAuthority(app);
        authority.Published.Add(authority.Key);
        app.MapGet($"/{TenantId}/v2.0/.well-known/openid-configuration", () => authority.MetadataAsync(authority.Issuer));
        app.MapGet($"/{TenantId}/.well-known/openid-configuration", () => authority.MetadataAsync(V1Issuer));
        app.MapGet($"/{TenantId}/discovery/v2.0/keys", () => authority.Keys());
        app.MapPost($"/{TenantId}/oauth2/v2.0/token", authority.TokenAsync).DisableAntiforgery();
        await app.StartAsync(cancellationToken);

        var address = app.Services.GetRequiredService<IServer>().Features
            .Get<IServerAddressesFeature>()!.Addresses
            .First();
        authority.Instance = new Uri(address.TrimEnd('/') + "/");
        return authority;
    }

    /// <summary>From now on it is reached at, and calls itself, <paramref name="address"/>.</summary>
    public void MoveTo(Uri address) => Instance = address;

    /// <summary>The claims of a valid v2 token of a user, to be changed and then signed.</summary>
    public TestAuthorityToken User(string audience, string scopes, params string[] roles) => Token(audience)
        .With("scp", scopes)
        .With("roles", roles)
        .With("name", "Test User")
        .With("preferred_username", "user@test.example");

    /// <summary>
    /// The claims of a valid v2 token of an application without a user, to be changed and then signed.
    /// </summary>
    public TestAuthorityToken App(string audience, params string[] roles) => Token(audience)
        .With("idtyp", "app")
        .With("roles", roles);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var key in Published.Append(Key).Distinct())
            key.Dispose();
    }

    private TestAuthorityToken Token(string audience)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        return new TestAuthorityToken(Key)
            .With("aud", audience)
            .With("iss", Issuer)
            .With("iat", now)
            .With("nbf", now)
            .With("exp", now + 3600)
            .With("azp", "aaaaaaaa-0000-4000-8000-00000000000c")
            .With("azpacr", "1")
            .With("oid", "aaaaaaaa-0000-4000-8000-0000000000aa")
            .With("sub", "pairwise-subject")
            .With("tid", TenantId)
            .With("uti", "unique-token-id")
            .With("ver", "2.0");
    }

    private async Task<IResult> MetadataAsync(string issuer)
    {
        Interlocked.Increment(ref _metadataRequests);
        await MetadataGate;
        if (!IsAvailable)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (BrokenMetadata is { } broken)
            return Results.Text(broken.Body, broken.Type);

        return Results.Json(new Dictionary<string, object>
        {
            ["issuer"] = MetadataIssuer ?? issuer,
            ["authorization_endpoint"] = $"{Instance}{TenantId}/oauth2/v2.0/authorize",
            ["token_endpoint"] = $"{Instance}{TenantId}/oauth2/v2.0/token",
            ["jwks_uri"] = $"{Instance}{TenantId}/discovery/v2.0/keys",
            ["end_session_endpoint"] = $"{Instance}{TenantId}/oauth2/v2.0/logout",
            ["authorization_response_iss_parameter_supported"] = AnnouncesIssuer,
            ["response_types_supported"] = (string[])["code"],
            ["subject_types_supported"] = (string[])["pairwise"],
            ["id_token_signing_alg_values_supported"] = (string[])["RS256"],
        });
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        Interlocked.Increment(ref _tokenRequests);
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        if (form["grant_type"] == "refresh_token")
            Interlocked.Increment(ref _refreshRequests);

        await TokenGate;
        if (Misbehaviour is { } respond)
        {
            await respond(form, request.HttpContext);
            return Results.Empty;
        }

        return Issue(form);
    }

    /// <summary>The response of a healthy token endpoint.</summary>
    internal IResult Issue(IFormCollection form)
    {
        if (form["grant_type"] is not [var grant] || grant is not ("authorization_code" or "refresh_token"))
            return Exchange(form);

        var error = grant == "refresh_token" ? RefreshError ?? (TryRedeem($"{form["refresh_token"]}") ? null : 50173) : null;
        return error is not null
            ? Refused($"AADSTS{error}: Refused by the test.")
            : CodeGrant is { } redeem && grant == "authorization_code" ? redeem(form)
            : SignIn(form);
    }

    // As for an exchange, with what a user's sign-in has in addition.
    private IResult SignIn(IFormCollection form)
    {
        if (IdToken is not { } idToken)
            return Refused("AADSTS70000: The test has set no ID token.");

        var account = JsonSerializer.Serialize(new { uid = idToken.Claims["oid"], utid = TenantId });
        var scope = form["scope"].ToString().Split(' ').FirstOrDefault(s => s.Contains('/', StringComparison.Ordinal));
        var cut = scope?.LastIndexOf('/') ?? 0;
        return Results.Json(new Dictionary<string, object>
        {
            ["token_type"] = "Bearer",
            ["scope"] = scope ?? "openid profile",
            ["expires_in"] = 3600,
            ["access_token"] = User(scope?[..cut] ?? "graph", scope?[(cut + 1)..] ?? "openid").Sign(),
            ["refresh_token"] = RefreshToken(Volatile.Read(ref _refreshTokens)),
            ["id_token"] = idToken.Sign(),
            ["client_info"] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(account)),
        });
    }

    private bool TryRedeem(string token)
    {
        var newest = Volatile.Read(ref _refreshTokens);
        return !RotatesRefreshTokens
            || (token == RefreshToken(newest) && Interlocked.CompareExchange(ref _refreshTokens, newest + 1, newest) == newest);
    }

    private static string RefreshToken(int number) => $"refresh-token-{number}";

    private static IResult Refused(string description) =>
        Results.BadRequest(new { error = "invalid_grant", error_description = description });

    // Issues a token for the user in the assertion and the resource in the scope, without checking the client. Roles on the
    // resource that the assertion is for stay the same.
    private IResult Exchange(IFormCollection form)
    {
        var scope = form["scope"].ToString().Split(' ').First(s => s.Contains('/', StringComparison.Ordinal));
        var cut = scope.LastIndexOf('/');
        var exchanged = DecodedToken.OfHeader($"Bearer {form["assertion"]}", SignatureEvidence.Unchecked);
        string[] roles = exchanged?.First("aud") == scope[..cut] ? [.. exchanged.All("roles")] : ["Orders.Read"];
        return Results.Json(new Dictionary<string, object>
        {
            ["token_type"] = "Bearer",
            ["scope"] = scope,
            ["expires_in"] = 3600,
            ["access_token"] = User(scope[..cut], scope[(cut + 1)..], roles).Sign(),
        });
    }

    private IResult Keys()
    {
        Interlocked.Increment(ref _keyRequests);
        return KeysResponse?.Invoke() ?? Results.Json(new { keys = Published.Select(k => k.Jwk(Issuer)) });
    }
}

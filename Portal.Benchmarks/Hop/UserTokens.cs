using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entra.Emulator.Hosting;
using Microsoft.AspNetCore.WebUtilities;
using ServiceDefaults.LoopbackAuthority;

namespace Portal.Benchmarks.Hop;

/// <summary>
/// Signs a user in to the emulator the way a browser does (authorization code with PKCE) and returns access tokens. They
/// stay in memory.
/// </summary>
internal sealed partial class UserTokens : IDisposable
{
    private const string RedirectUri = "http://localhost/signin-oidc";
    private const string UserName = "alice@contoso.example";

    private readonly EmulatorAddresses _emulator;
    private readonly Registration _registration;
    private readonly HttpClient _http;

    public UserTokens(EmulatorAddresses emulator, Registration registration, string dataDirectory)
    {
        _emulator = emulator;
        _registration = registration;
        _http = new HttpClient(CreateHandler(dataDirectory));
    }

    /// <summary>A new access token for the portal's API: each call returns a distinct one.</summary>
    public Task<string> ForPortalAsync(CancellationToken cancellationToken) =>
        RequestAsync(_registration.PortalScope, cancellationToken);

    /// <summary>
    /// A token for AppB, issued to the portal. The first call also gives the consent that on-behalf-of needs.
    /// </summary>
    public Task<string> ForAppBAsync(CancellationToken cancellationToken) =>
        RequestAsync(_registration.AppBScope, cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<string> RequestAsync(string scope, CancellationToken cancellationToken)
    {
        var verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var code = await SignInAsync(scope, verifier, cancellationToken);
        using var content = new FormUrlEncodedContent(
        [
            new("grant_type", "authorization_code"),
            new("client_id", _registration.ClientId),
            new("client_secret", _registration.ClientSecret),
            new("code", code),
            new("redirect_uri", RedirectUri),
            new("code_verifier", verifier),
            new("scope", scope),
        ]);
        var endpoint = new Uri(_emulator.BackChannel, $"{_registration.TenantId}/oauth2/v2.0/token");
        using var response = await _http.PostAsync(endpoint, content, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var json = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        return json.RootElement.TryGetProperty("access_token", out var token) && token.GetString() is { } text
            ? text
            : throw new BenchmarkException($"The emulator returned no token: {(int)response.StatusCode}.");
    }

    private async Task<string> SignInAsync(string scope, string verifier, CancellationToken cancellationToken)
    {
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var address = new Uri(QueryHelpers.AddQueryString(
            new Uri(_emulator.Browser, $"{_registration.TenantId}/oauth2/v2.0/authorize").AbsoluteUri,
            new Dictionary<string, string?>
            {
                ["client_id"] = _registration.ClientId,
                ["response_type"] = "code",
                ["response_mode"] = "query",
                ["redirect_uri"] = RedirectUri,
                ["scope"] = $"openid {scope}",
                ["code_challenge"] = challenge,
                ["code_challenge_method"] = "S256",
            }));

        var response = await _http.GetAsync(address, cancellationToken);
        for (var page = 0; page < 5 && response.StatusCode == HttpStatusCode.OK; page++)
        {
            using var shown = response;
            var html = await shown.Content.ReadAsStringAsync(cancellationToken);
            using var answers = new FormUrlEncodedContent(Answers(html));
            response = await _http.PostAsync(address.GetLeftPart(UriPartial.Path), answers, cancellationToken);
        }

        using (response)
        {
            return response.Headers.Location is { } location
                && QueryHelpers.ParseQuery(location.Query).TryGetValue("code", out var code)
                ? $"{code}"
                : throw new BenchmarkException($"Signing in to the emulator failed: {(int)response.StatusCode}.");
        }
    }

    // Presses the button of the account, otherwise the one that accepts.
    private static List<KeyValuePair<string, string>> Answers(string html)
    {
        var fields = HiddenField().Matches(html).Select(Pair).ToList();
        var account = html.IndexOf(UserName, StringComparison.Ordinal);
        var buttons = Button().Matches(html);
        if (buttons.LastOrDefault(button => button.Index < account) is { } picked)
            fields.Add(Pair(picked));
        else if (buttons.FirstOrDefault(button => button.Groups["value"].Value == "accept") is { } accepted)
            fields.Add(Pair(accepted));
        return fields;
    }

    private static KeyValuePair<string, string> Pair(Match match) =>
        new(match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value));

    private static SocketsHttpHandler CreateHandler(string dataDirectory)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("DataDirectory", dataDirectory)])
            .Build();
        using var pinned = LoopbackCertificate.Ensure(configuration, TimeProvider.System);
        var hash = pinned.GetCertHashString(HashAlgorithmName.SHA256);
        return new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions =
            {
#pragma warning disable MA0039 // A pin: it accepts one certificate, that of this emulator.
                RemoteCertificateValidationCallback =
                    (_, presented, _, _) => presented?.GetCertHashString(HashAlgorithmName.SHA256) == hash,
#pragma warning restore MA0039
            },
        };
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("""<button type="submit"[^>]* name="(?<name>[^"]*)" value="(?<value>[^"]*)"[^>]*>""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Button();
}

/// <summary>The portal's registration at the emulator, from the root <c>appsettings.json</c>.</summary>
internal sealed record Registration(string TenantId, string ClientId, string ClientSecret, string AppBScope)
{
    public string PortalScope => $"{ClientId}/user_impersonation";

    public static Registration Read()
    {
        var settings = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"))
            .Build();
        return new(
            Value("AzureAd:TenantId"),
            Value("Portal:AzureAd:ClientId"),
            Value("Portal:AzureAd:ClientCredentials:0:ClientSecret"),
            Value("Portal:DownstreamApis:AppB:Scopes:0"));

        string Value(string key) => settings[key] ?? throw new BenchmarkException($"appsettings.json has no {key}.");
    }
}

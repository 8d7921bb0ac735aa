using System.Text.Json;
using System.Text.Json.Nodes;
using Entra.Emulator.Control;
using Microsoft.Graph;
using Microsoft.Kiota.Authentication.Azure;

namespace Portal.Tests.Emulator.Graph;

/// <summary>The emulator for all Graph tests. In its tenant the portal may use every permission.</summary>
public sealed class GraphFixture : EmulatorContext
{
    public const string AppBPrincipal = "c0000000-0000-4000-8000-000000000003";
    public const string OrdersWrite = "e0000000-0000-4000-8000-000000000302";

    private readonly Dictionary<string, UserCredential> _people = new(StringComparer.Ordinal);

    public Uri Root => RootOf(Host);

    /// <summary>The official client, with tokens from the user's sign-in to the portal.</summary>
    internal GraphServiceClient ClientOf(string userName)
    {
        if (!_people.TryGetValue(userName, out var person))
            _people[userName] = person = new UserCredential(Host, userName);

        // By default, the client sends tokens to Microsoft's own hosts only.
        var authentication = new AzureIdentityAuthenticationProvider(
            person, allowedHosts: ["localhost"], scopes: ["https://graph.microsoft.com/.default"]);
        return new GraphServiceClient(Http, authentication, Root.AbsoluteUri);
    }

    /// <summary>A valid token of the portal with these scopes, without a sign-in.</summary>
    internal string TokenOf(string userName, params string[] scopes) => TokenOf(Host, userName, scopes);

    internal static string TokenOf(EmulatorHost host, string userName, params string[] scopes) =>
        CreateToken(host, userName, ("scp", JsonSerializer.SerializeToElement(string.Join(' ', scopes))));

    internal string AppTokenWith(params string[] roles) =>
        CreateToken(user: null, ("roles", JsonSerializer.SerializeToElement(roles)));

    internal string CreateToken(string? user, params (string Claim, JsonElement Value)[] set) =>
        CreateToken(Host, user, set);

    internal string CreateToken(TamperedTokenRequest request) => CreateToken(Host, request);

    internal Task<GraphReply> GetAsync(string address, string? token, params (string Name, string Value)[] headers) =>
        SendAsync("GET", address, token, body: null, headers);

    internal Task<GraphReply> SendAsync(
        string method, string address, string? token, object? body, params (string Name, string Value)[] headers) =>
        SendAsync(Host, method, address, token, body, headers);

    internal static async Task<GraphReply> SendAsync(
        EmulatorHost host,
        string method,
        string address,
        string? token,
        object? body,
        params (string Name, string Value)[] headers)
    {
        var url = address.StartsWith("https", StringComparison.Ordinal) ? address : $"{RootOf(host)}/{address}";
        using var request = new HttpRequestMessage(new HttpMethod(method), url);
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), mediaType: new("application/json"));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return new GraphReply(
            response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    protected override void ChangeTenant(JsonObject tenant)
    {
        var scopes = tenant.App("Microsoft Graph")["scopes"]!.AsArray().Select(s => s!["value"]!.DeepClone()).ToArray();
        tenant["grants"] = new JsonArray(new JsonObject
        {
            ["client"] = "Portal",
            ["resource"] = "Microsoft Graph",
            ["scopes"] = new JsonArray(scopes),
        });
        tenant.User("grace")["directoryRoles"] = new JsonArray("Global Administrator");
        tenant.User("frank")["directoryRoles"] = new JsonArray("Directory Readers");
        tenant.App("AppB")["preAuthorized"] = new JsonArray(new JsonObject
        {
            ["client"] = "Command line",
            ["scopes"] = new JsonArray("access_as_user"),
        });
    }

    private static Uri RootOf(EmulatorHost host) => new(host.Addresses.BackChannel, "graph/v1.0");

    private static string CreateToken(
        EmulatorHost host, string? user, params (string Claim, JsonElement Value)[] set) => CreateToken(
        host,
        new TamperedTokenRequest(TestTenant.Portal, "https://graph.microsoft.com", user)
        {
            Set = set.ToDictionary(s => s.Claim, s => s.Value),
        });

    private static string CreateToken(EmulatorHost host, TamperedTokenRequest request)
    {
        var tokens = host.Service<TamperedTokenFactory>();
        return tokens.Create(tokens.TryResolve(request, out _)!, request);
    }
}

internal sealed record GraphReply(HttpResponseMessage Response, string Text)
{
    public int Status => (int)Response.StatusCode;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Error => Json.GetProperty("error");

    public string? Code => Error.GetProperty("code").GetString();

    public string? Message => Error.GetProperty("message").GetString();

    public JsonElement[] Value => [.. Json.GetProperty("value").EnumerateArray()];

    public string? NextLink => Json.TryGetProperty("@odata.nextLink", out var link) ? link.GetString() : null;

    public string? this[string name] => Json.GetProperty(name).ToString();
}

[CollectionDefinition(Name)]
public sealed class GraphTests : ICollectionFixture<GraphFixture>
{
    public const string Name = "Graph";
}

using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Components.Demo;
using Portal.Tests.Support;

namespace Portal.Tests.LongRunning;

/// <summary>What the HTML of a page contains of its user before the circuit runs.</summary>
public sealed partial class PrerenderedPageTests(PortalHost portal) : IClassFixture<PortalHost>
{
    private const string Name = "Test Person";
    private const string ObjectId = "canary-oid";

    // Links to the access of the administrator who opened it.
    private const string UserAccess = "/admin/access";

    // In every access token of the authority.
    private static readonly string[] InAccessTokens =
        ["pairwise-subject", "unique-token-id", "user@test.example", "aaaaaaaa-0000-4000-8000-0000000000aa"];

    [Fact(Explicit = true)]
    public async Task LEK_08_html_of_every_page_and_its_state_contain_no_claim_but_the_name()
    {
        using var browser = portal.NewBrowser();
        var token = Claims(browser).With("roles", (string[])["Portal.Admin", "canary-role"]).With("groups", (string[])["canary-group"]);
        using var signedIn = await browser.SignInAsync("/tokens", token);

        foreach (var path in Pages())
        {
            using var response = await browser.OpenAsync(path);
            var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            // A tour leads to the page of its step.
            Assert.True(
                response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.Found,
                $"{path}: {response.StatusCode}");
            var text = path == UserAccess ? html.Replace(ObjectId, "", StringComparison.Ordinal) : html;
            foreach (var part in Hidden(html).Prepend(text))
            {
                Assert.DoesNotContain("canary", part, StringComparison.OrdinalIgnoreCase);
                Assert.All(InAccessTokens, claim => Assert.DoesNotContain(claim, part, StringComparison.Ordinal));
            }
        }

        using var home = await browser.OpenAsync("/");
        Assert.Contains(Name, await home.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static TestAuthorityToken Claims(SignInBrowser browser)
    {
        var token = browser.IdToken(ObjectId, "canary-sid").With("name", Name);
        return ((string[])["sub", "preferred_username", "email", "upn", "ipaddr", "uti", "given_name", "family_name", "login_hint"])
            .Aggregate(token, (claims, name) => claims.With(name, $"canary-{name}"));
    }

    private IEnumerable<string> Pages()
    {
        var values = new Dictionary<string, string>
        {
            ["Api"] = "AppB",
            ["View"] = "orders",
            ["Key"] = "1",
            ["Name"] = DemoTours.All[0].Name,
            ["Number"] = "1",
        };
        return portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
            .Select(endpoint => Parameter().Replace($"/{endpoint.RoutePattern.RawText!.TrimStart('/')}", name => values[name.Groups["name"].Value]))
            .Distinct();
    }

    // What only the server can read: the state of the components and their descriptions.
    private IEnumerable<string> Hidden(string html)
    {
        var protection = portal.Services.GetRequiredService<IDataProtectionProvider>();
        var states = protection.CreateProtector("Microsoft.AspNetCore.Components.Server.State");
        foreach (Match state in State().Matches(html))
            yield return Encoding.UTF8.GetString(states.Unprotect(Convert.FromBase64String(state.Groups["state"].Value)));

        var descriptions = protection.CreateProtector("Microsoft.AspNetCore.Components.ComponentDescriptorSerializer,V1")
            .ToTimeLimitedDataProtector();
        foreach (Match description in Description().Matches(html))
            yield return descriptions.Unprotect(JsonSerializer.Deserialize<string>(description.Groups["text"].Value)!);
    }

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex State();

    [GeneratedRegex("\"descriptor\":(?<text>\"[^\"]+\")", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Description();

    [GeneratedRegex(@"\{(?<name>\w+)(:\w+)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}

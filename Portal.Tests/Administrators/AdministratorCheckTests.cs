using System.Net;
using System.Net.Http.Headers;
using System.Text;
using AccessContract.AspNetCore;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Portal.Auth;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Tests.Roles;
using Portal.Tests.Support;

namespace Portal.Tests.Administrators;

/// <summary>Carol's role is removed after her token was issued.</summary>
public sealed class AdministratorCheckTests(AdministratorFixture product) : IClassFixture<AdministratorFixture>
{
    private const string Change =
        $$"""{"changes":[{"action":"assign","principalId":"{{RolesCaller.Erin}}","roleId":"{{RolesCaller.Read}}","previewedAssignment":""}]}""";

    [Fact]
    public async Task ADM_08_a_token_of_a_removed_administrator_is_refused_at_every_endpoint_for_administrators()
    {
        var token = await product.AdministratorAsync();
        using var demoted = product.Demote();
        var tried = 0;

        foreach (var endpoint in AdministratorEndpoints())
        {
            var path = string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => Segment(s.Parts[0])));
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            {
                using var response = await SendAsync(new HttpMethod(method), $"/{path}", token, method == "GET" ? null : Change);

                await ProblemAssert.IsAsync(response, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
                tried++;
            }
        }

        Assert.True(tried >= 15, $"{tried}");
        Assert.False(new RolesCaller(product).Holds(RolesCaller.Read, RolesCaller.Erin));
    }

    [Fact]
    public async Task ADM_08_a_role_removed_between_two_changes_stops_the_second_one()
    {
        var token = await product.AdministratorAsync();
        var roles = new RolesCaller(product);
        var afterwards = roles.RemoveAfterwards(RolesCaller.Read, RolesCaller.Erin);
        using (var first = await SendAsync(HttpMethod.Post, $"{RolesCaller.Root}/changes", token, Change))
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);

        afterwards.Dispose();
        using var demoted = product.Demote();
        product.Advance(TimeSpan.FromSeconds(4));
        using var second = await SendAsync(HttpMethod.Post, $"{RolesCaller.Root}/changes", token, Change);

        await ProblemAssert.IsAsync(second, HttpStatusCode.Forbidden, ProblemCodes.RoleMissing);
        Assert.False(roles.Holds(RolesCaller.Read, RolesCaller.Erin));
    }

    [Fact]
    public async Task ADM_08_a_role_that_cannot_be_checked_allows_no_change()
    {
        var token = await product.AdministratorAsync();
        using var outage = product.Fail("token", 503);

        using var response = await SendAsync(HttpMethod.Post, $"{RolesCaller.Root}/changes", token, Change);

        await ProblemAssert.IsAsync(response, HttpStatusCode.ServiceUnavailable, ProblemCodes.AuthorityUnavailable);
        Assert.Contains("still an administrator", (await ApplicationFixture.ProblemAsync(response)).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_check_can_be_read_while_the_role_cannot_be_checked()
    {
        var token = await product.AdministratorAsync();
        using var outage = product.Fail("token", 503);

        using var response = await SendAsync(HttpMethod.Get, "/api/setup", token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task BLZ_08_the_access_report_of_a_removed_administrator_says_so()
    {
        var token = await product.AdministratorAsync();
        Assert.True((await NowAsync(token)).IsAdministrator);

        using var demoted = product.Demote();
        product.Advance(TimeSpan.FromSeconds(4));

        Assert.False((await NowAsync(token)).IsAdministrator);
        Assert.False((await NowAsync(await product.TokenAsync("alice"))).IsAdministrator);
    }

    private async Task<AccessReport> NowAsync(string token)
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/access/now", token);
        return await ApplicationFixture.ReadAsync<AccessReport>(response);
    }

    private IEnumerable<RouteEndpoint> AdministratorEndpoints() =>
        product.Demo.PortalApp.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAccessRuleMetadata>()?.Rule is { } rule
                && rule.Alternatives.Any(a => a.Roles.Contains(PortalPolicies.AdminRole)));

    private static string Segment(RoutePatternPart part) => part switch
    {
        RoutePatternParameterPart { Name: "api" } => "AppB",
        RoutePatternParameterPart { Name: "number" } => "1",
        RoutePatternParameterPart => RolesCaller.Erin,
        RoutePatternLiteralPart literal => literal.Content,
        _ => throw new ArgumentException($"{part}", nameof(part)),
    };

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, string? json = null)
    {
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await product.SendAsync(method, path, token, body);
    }
}

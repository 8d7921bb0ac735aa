using Microsoft.Graph;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace Portal.Tests.Emulator.Graph;

/// <summary>
/// Grants created, reduced and revoked with the official client, and their effect at the token endpoint.
/// </summary>
[Collection(GraphTests.Name)]
public sealed class GraphGrantTests(GraphFixture graph)
{
    private const string Bob = "a0000000-0000-4000-8000-000000000002";
    private const string PortalPrincipal = "c0000000-0000-4000-8000-000000000002";
    private const string GraphPrincipal = "c0000000-0000-4000-8000-000000000001";
    private const string CommandLinePrincipal = "c0000000-0000-4000-8000-000000000005";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private GraphServiceClient Carol => graph.ClientOf("carol");

    [Fact]
    public async Task Grant_takes_effect_at_the_token_endpoint_at_once()
    {
        using var browser = graph.NewBrowser();
        var bob = await graph.Tokens.SignInAsync(browser, "bob");

        var before = await graph.Tokens.OnBehalfOfAsync(bob.AccessToken);
        var created = await Carol.Oauth2PermissionGrants.PostAsync(
            New(PortalPrincipal, GraphFixture.AppBPrincipal, "access_as_user", Bob), cancellationToken: Cancellation);
        var granted = await graph.Tokens.OnBehalfOfAsync(bob.AccessToken);
        await Carol.Oauth2PermissionGrants[created!.Id].DeleteAsync(cancellationToken: Cancellation);
        var after = await graph.Tokens.OnBehalfOfAsync(bob.AccessToken);

        Assert.Equal(65001, before.ErrorCode);
        Assert.Equal("access_as_user", granted.Access.GetProperty("scp").GetString());
        Assert.Equal(65001, after.ErrorCode);
    }

    [Fact]
    public async Task Scopes_can_be_reduced_and_duplicate_grants_are_refused()
    {
        var created = await Carol.Oauth2PermissionGrants.PostAsync(
            New(CommandLinePrincipal, GraphPrincipal, "User.Read profile"), cancellationToken: Cancellation);

        var again = await Assert.ThrowsAsync<ODataError>(() => Carol.Oauth2PermissionGrants.PostAsync(
            New(CommandLinePrincipal, GraphPrincipal, "User.Read profile"), cancellationToken: Cancellation));
        await Carol.Oauth2PermissionGrants[created!.Id].PatchAsync(
            new OAuth2PermissionGrant { Scope = "User.Read" }, cancellationToken: Cancellation);
        var trimmed = await Carol.Oauth2PermissionGrants[created.Id].GetAsync(cancellationToken: Cancellation);
        await Carol.Oauth2PermissionGrants[created.Id].DeleteAsync(cancellationToken: Cancellation);
        var gone = await Assert.ThrowsAsync<ODataError>(
            () => Carol.Oauth2PermissionGrants[created.Id].GetAsync(cancellationToken: Cancellation));

        Assert.Equal((409, "Request_MultipleObjectsWithSameKeyValue"), (again.ResponseStatusCode, again.Error!.Code));
        Assert.Equal(("User.Read", "AllPrincipals", null), (trimmed!.Scope, trimmed.ConsentType, trimmed.PrincipalId));
        Assert.Equal(404, gone.ResponseStatusCode);
    }

    [Fact]
    public async Task Grants_can_be_filtered_by_client_resource_user_and_type()
    {
        var created = await Carol.Oauth2PermissionGrants.PostAsync(
            New(CommandLinePrincipal, GraphPrincipal, "User.Read", Bob), cancellationToken: Cancellation);

        var ofClient = await FilterAsync($"clientId eq '{CommandLinePrincipal}'");
        var ofAll = await FilterAsync(
            $"clientId eq '{CommandLinePrincipal}' and resourceId eq '{GraphPrincipal}' "
            + $"and principalId eq '{Bob}' and consentType eq 'Principal'");
        var everyones = await FilterAsync("consentType eq 'AllPrincipals'");
        var bobs = await Carol.Users[Bob].Oauth2PermissionGrants.GetAsync(cancellationToken: Cancellation);
        var clients = await Carol.ServicePrincipals[CommandLinePrincipal].Oauth2PermissionGrants
            .GetAsync(cancellationToken: Cancellation);
        await Carol.Oauth2PermissionGrants[created!.Id].DeleteAsync(cancellationToken: Cancellation);

        Assert.Equal(created.Id, Assert.Single(ofClient).Id);
        Assert.Equal(created.Id, Assert.Single(ofAll).Id);
        Assert.All(everyones, g => Assert.Null(g.PrincipalId));
        Assert.Contains(bobs!.Value!, g => g.Id == created.Id);
        Assert.Equal(created.Id, Assert.Single(clients!.Value!).Id);
        Assert.DoesNotContain(created.Id!, char.IsWhiteSpace);
        Assert.False(Guid.TryParse(created.Id, out _));
    }

    [Theory]
    [InlineData("nothing.of.the.kind", Bob, "Principal")]
    [InlineData("", Bob, "Principal")]
    [InlineData("access_as_user", null, "Principal")]
    [InlineData("access_as_user", Bob, "AllPrincipals")]
    [InlineData("access_as_user", null, "Everybody")]
    public async Task Invalid_grant_is_refused(string scope, string? principal, string consentType)
    {
        var order = New(PortalPrincipal, GraphFixture.AppBPrincipal, scope, principal);
        order.ConsentType = consentType;

        var refusal = await Assert.ThrowsAsync<ODataError>(
            () => Carol.Oauth2PermissionGrants.PostAsync(order, cancellationToken: Cancellation));

        Assert.Equal((400, "Request_BadRequest"), (refusal.ResponseStatusCode, refusal.Error!.Code));
    }

    [Fact]
    public async Task If_match_protects_against_lost_updates()
    {
        var token = graph.TokenOf("carol", "DelegatedPermissionGrant.ReadWrite.All");
        var created = await Carol.Oauth2PermissionGrants.PostAsync(
            New(CommandLinePrincipal, GraphPrincipal, "User.Read profile"), cancellationToken: Cancellation);
        var address = $"oauth2PermissionGrants/{created!.Id}";
        var tag = (await graph.GetAsync(address, token)).Response.Headers.ETag!.ToString();

        var first = await graph.SendAsync("PATCH", address, token, new { scope = "User.Read" }, ("If-Match", tag));
        var stale = await graph.SendAsync("PATCH", address, token, new { scope = "profile" }, ("If-Match", tag));
        var deleted = await graph.SendAsync("DELETE", address, token, body: null, ("If-Match", "*"));

        Assert.Equal((204, 412, 204), (first.Status, stale.Status, deleted.Status));
    }

    private async Task<List<OAuth2PermissionGrant>> FilterAsync(string filter) =>
        (await Carol.Oauth2PermissionGrants.GetAsync(r => r.QueryParameters.Filter = filter, Cancellation))!.Value!;

    private static OAuth2PermissionGrant New(
        string client, string resource, string scope, string? principal = null) => new()
        {
            ClientId = client,
            ResourceId = resource,
            Scope = scope,
            PrincipalId = principal,
            ConsentType = principal is null ? "AllPrincipals" : "Principal",
        };
}

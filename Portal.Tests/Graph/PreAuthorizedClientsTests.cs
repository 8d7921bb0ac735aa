using Portal.Graph;

namespace Portal.Tests.Graph;

public sealed class PreAuthorizedClientsTests
{
    private static readonly Guid Client = new("aaaaaaaa-0000-4000-8000-000000000001");

    private static readonly ServicePrincipal Api = new(
        "p", "api", Oauth2PermissionScopes: [new("id-1", "read"), new("id-2", "write"), new("id-3", null)]);

    [Fact]
    public void Scope_ids_are_matched_without_case()
    {
        var clients = new PreAuthorizedClients(new ApplicationObject("o", "api", new ApiApplication(
        [
            new($"{Client}".ToUpperInvariant(), ["ID-2", "id-3", "id-of-nothing"]),
            new("no-guid", ["id-1"]),
        ])));

        Assert.Equal(["write"], clients.Scopes(Client, Api));
        Assert.Equal([Client], clients.Ids);
        Assert.Empty(clients.Scopes(Guid.NewGuid(), Api));
    }

    [Fact]
    public void Unknown_registration_has_no_pre_authorized_clients()
    {
        var clients = new PreAuthorizedClients(registration: null);

        Assert.Empty(clients.Ids);
        Assert.Empty(clients.Scopes(Client, Api));
    }
}

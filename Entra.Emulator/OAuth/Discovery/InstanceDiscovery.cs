using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>
/// The instance discovery endpoint, which MSAL uses to validate an authority. It accepts the emulator only.
/// </summary>
internal static class InstanceDiscovery
{
    public static void MapInstanceDiscovery(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/common/discovery/instance", Discover);

    private static Results<Ok<InstanceMetadata>, BadRequest<InstanceError>> Discover(
        [FromQuery(Name = "authorization_endpoint")] string? authorizationEndpoint,
        EmulatorAddresses addresses,
        TenantDirectory tenant)
    {
        string[] own = [addresses.BackChannel.Authority, addresses.Browser.Authority];
        if (!Uri.TryCreate(authorizationEndpoint, UriKind.Absolute, out var requested) || !own.Contains(requested.Authority))
        {
            return TypedResults.BadRequest(new InstanceError(
                "invalid_instance", "AADSTS50049: Unknown or invalid instance: Entra.Emulator accepts only its own host."));
        }

        var name = addresses.BackChannel.Authority;
        return TypedResults.Ok(new InstanceMetadata(
            $"{addresses.BackChannel}{tenant.Id}/v2.0/.well-known/openid-configuration",
            "1.1",
            [new InstanceAliases(name, name, [name])]));
    }
}

internal sealed record InstanceMetadata(
    [property: System.Text.Json.Serialization.JsonPropertyName("tenant_discovery_endpoint")] string TenantDiscoveryEndpoint,
    [property: System.Text.Json.Serialization.JsonPropertyName("api-version")] string ApiVersion,
    [property: System.Text.Json.Serialization.JsonPropertyName("metadata")] IReadOnlyList<InstanceAliases> Metadata);

internal sealed record InstanceAliases(
    [property: System.Text.Json.Serialization.JsonPropertyName("preferred_network")] string PreferredNetwork,
    [property: System.Text.Json.Serialization.JsonPropertyName("preferred_cache")] string PreferredCache,
    [property: System.Text.Json.Serialization.JsonPropertyName("aliases")] IReadOnlyList<string> Aliases);

internal sealed record InstanceError(
    [property: System.Text.Json.Serialization.JsonPropertyName("error")] string Error,
    [property: System.Text.Json.Serialization.JsonPropertyName("error_description")] string ErrorDescription);

using System.Text.Json;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.Tenant;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.Discovery;

/// <summary>Aligns the published metadata with the emulator's features and with Entra's metadata.</summary>
internal sealed class MetadataHandler(TenantDirectory tenant, EmulatorAddresses addresses)
    : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
            .UseSingletonHandler<MetadataHandler>()
            .SetOrder(int.MaxValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.SubjectTypes.Clear();
        context.SubjectTypes.Add("pairwise");
        context.TokenEndpointAuthenticationMethods.Clear();
        context.TokenEndpointAuthenticationMethods.UnionWith(
            ["client_secret_post", "private_key_jwt", "client_secret_basic"]);
        context.GrantTypes.Remove(DeviceCodeGrant.InternalType);
        context.GrantTypes.Add(DeviceCodeGrant.GrantType);
        context.Scopes.Clear();
        context.Scopes.UnionWith(["openid", "profile", "email", "offline_access"]);
        context.Claims.Clear();
        context.Claims.UnionWith(
        [
            "sub", "iss", "aud", "exp", "iat", "nbf", "name", "preferred_username", "oid", "tid", "sid", "nonce", "ver",
        ]);

        context.Metadata["device_authorization_endpoint"] =
            new Uri(addresses.BackChannel, $"{tenant.Id}/oauth2/v2.0/devicecode").AbsoluteUri;
        context.Metadata["token_endpoint_auth_signing_alg_values_supported"] =
            JsonSerializer.SerializeToElement((string[])["RS256", "PS256"]);
        context.Metadata["http_logout_supported"] = true;
        context.Metadata["frontchannel_logout_supported"] = true;
        context.Metadata["frontchannel_logout_session_supported"] = true;
        context.Metadata["end_session_endpoint"] = new Uri(addresses.Browser, $"{tenant.Id}/oauth2/v2.0/logout").AbsoluteUri;
        context.Metadata["cloud_instance_name"] = addresses.BackChannel.Authority;

        // Lets apps detect the emulator and refuse it.
        context.Metadata["emulator"] = JsonSerializer.SerializeToElement("Entra.Emulator");
        return ValueTask.CompletedTask;
    }
}

using System.Text.Json;
using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth;

/// <summary>Brings the published metadata in line with what the emulator does and with what Entra says there.</summary>
internal sealed class Metadata(TenantDirectory tenant, EmulatorAddresses addresses)
    : IOpenIddictServerHandler<HandleConfigurationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleConfigurationRequestContext>()
            .UseSingletonHandler<Metadata>()
            .SetOrder(int.MaxValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(HandleConfigurationRequestContext context)
    {
        context.SubjectTypes.Clear();
        context.SubjectTypes.Add("pairwise");
        context.TokenEndpointAuthenticationMethods.Clear();
        context.TokenEndpointAuthenticationMethods.UnionWith(["client_secret_post", "client_secret_basic"]);
        context.Scopes.Clear();
        context.Scopes.UnionWith(["openid", "profile", "email", "offline_access"]);
        context.Claims.Clear();
        context.Claims.UnionWith(
        [
            "sub", "iss", "aud", "exp", "iat", "nbf", "name", "preferred_username", "oid", "tid", "sid", "nonce", "ver",
        ]);

        context.Metadata["end_session_endpoint"] = new Uri(addresses.Browser, $"{tenant.Id}/oauth2/v2.0/logout").AbsoluteUri;
        context.Metadata["cloud_instance_name"] = addresses.BackChannel.Authority;

        // What tells this authority from the real one, for apps that must not run against it.
        context.Metadata["emulator"] = JsonSerializer.SerializeToElement("Entra.Emulator");
        return ValueTask.CompletedTask;
    }
}

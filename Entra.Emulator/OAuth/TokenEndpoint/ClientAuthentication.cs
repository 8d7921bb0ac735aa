using System.Security.Cryptography;
using System.Text;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.TokenEndpoint;

/// <summary>Authenticates the client of a token request, by secret or certificate.</summary>
internal sealed class ClientAuthentication(TenantDirectory tenant, ClientAssertionValidator assertions, TimeProvider time)
    : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    // Runs before the code or refresh token is validated.
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenRequestContext>()
            .UseSingletonHandler<ClientAuthentication>()
            .SetOrder(Exchange.ValidateGrantType.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var assertion = ExtractedClientCredentials.ClientAssertion(context.Transaction);
        var http = context.Transaction.GetHttpContext();
        if (!ClientLookup.TryFind(tenant, context.Request.ClientId, http, out var client, out var unknown))
            context.Reject(unknown);
        else if (await CheckAsync(client, context.Request, assertion) is { } error)
            context.Reject(error);
        else
            context.Transaction.SetClient(client, usedCertificate: assertion is not null);
    }

    private async Task<EntraError?> CheckAsync(App client, OpenIddictRequest request, string? assertion)
    {
        if (assertion is null)
            return CheckSecret(client, request);

        return client.IsPublicClient ? EntraErrors.SecretUnwanted(client) : await assertions.ValidateAsync(assertion, client);
    }

    private EntraError? CheckSecret(App client, OpenIddictRequest request)
    {
        if (client.IsPublicClient)
            return string.IsNullOrEmpty(request.ClientSecret) ? null : EntraErrors.SecretUnwanted(client);

        // A confidential app can also allow public client flows, which send no secret.
        if (string.IsNullOrEmpty(request.ClientSecret))
            return client.PublicClient && request.GrantType == DeviceCodeGrant.InternalType ? null : EntraErrors.SecretMissing();

        var given = Encoding.UTF8.GetBytes(request.ClientSecret);
        var secret = client.Secrets.FirstOrDefault(
            s => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(s.Value), given));
        if (secret is null)
            return EntraErrors.SecretWrong(client);

        return secret.Expires < time.GetUtcNow() ? EntraErrors.SecretExpired(client) : null;
    }
}

using System.Security.Cryptography;
using System.Text;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth;

/// <summary>Which app sends this token request, and is it really that app? By secret, in the form or as Basic.</summary>
internal sealed class ClientAuthentication(TenantDirectory tenant) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    // Before the code or refresh token is looked at: who asks comes first.
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenRequestContext>()
            .UseSingletonHandler<ClientAuthentication>()
            .SetOrder(Exchange.ValidateGrantType.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        if (Check(context.Request, out var client) is { } error)
            context.Refuse(error);
        else
            context.Transaction.SetClient(client!);

        return ValueTask.CompletedTask;
    }

    private EntraError? Check(OpenIddictRequest request, out App? client)
    {
        client = tenant.FindApp(request.ClientId);
        if (string.IsNullOrEmpty(request.ClientId))
            return EntraErrors.ParameterMissing("client_id");
        if (client is null)
            return EntraErrors.AppUnknown(request.ClientId, tenant);
        if (client.IsPublicClient)
            return null;
        if (string.IsNullOrEmpty(request.ClientSecret))
            return EntraErrors.SecretMissing();

        var secret = Encoding.UTF8.GetBytes(request.ClientSecret);
        return client.Secrets.Any(s => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(s.Value), secret))
            ? null
            : EntraErrors.SecretWrong(client);
    }
}

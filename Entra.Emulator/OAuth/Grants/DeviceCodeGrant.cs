using Entra.Emulator.OAuth.DeviceCode;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.OAuth.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>A device asks whether its user has signed in on the other screen.</summary>
internal sealed class DeviceCodeGrant(DeviceCodes devices, UserGrant grant) : IOpenIddictServerHandler<HandleTokenRequestContext>
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>What <see cref="SetAside"/> makes of it: OpenIddict's own device flow needs its stores.</summary>
    public const string InternalType = "urn:entra-emulator:device_code";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = TokenGrants.Descriptor<DeviceCodeGrant>();

    public ValueTask HandleAsync(HandleTokenRequestContext context)
    {
        if (context.Request.GrantType == InternalType)
        {
            TokenGrants.Answer(context, () =>
            {
                var client = context.Transaction.GetClient();
                if (SetAside.DeviceCode(context.Transaction) is not { Length: > 0 } code)
                    throw new EntraRefusedException(EntraErrors.ParameterMissing("device_code"));

                var device = devices.Redeem(code, client);
                var (user, signIn) = device.By!.Value;
                grant.Issue(context, user, signIn, new UserGrantRequest(device.Scope));
                if (!devices.Finish(device))
                    throw new EntraRefusedException(EntraErrors.DeviceUnknown());
            });
        }

        return ValueTask.CompletedTask;
    }
}

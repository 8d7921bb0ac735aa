using Entra.Emulator.OAuth.DeviceCode;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.OAuth.Tokens;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>The device polls for its tokens (RFC 8628, 3.4).</summary>
internal sealed class DeviceCodeGrant(DeviceAuthorizations devices, UserTokenIssuer issuer) : Grant
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    /// <summary>
    /// The grant type that <see cref="ExtractedClientCredentials"/> substitutes, because OpenIddict's own device flow
    /// needs its stores.
    /// </summary>
    public const string InternalType = "urn:entra-emulator:device_code";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = CreateDescriptor<DeviceCodeGrant>();

    protected override bool Handles(HandleTokenRequestContext context) =>
        context.Request.GrantType == InternalType;

    protected override ValueTask IssueAsync(HandleTokenRequestContext context)
    {
        var client = context.Transaction.GetClient();
        if (ExtractedClientCredentials.DeviceCode(context.Transaction) is not { Length: > 0 } code)
            throw new EntraErrorException(EntraErrors.ParameterMissing("device_code"));

        var device = devices.Redeem(code, client);
        var (user, signIn) = device.ApprovedBy!.Value;
        issuer.Issue(context, user, signIn, new UserTokenRequest(device.Scope));
        if (!devices.TryComplete(device))
            throw new EntraErrorException(EntraErrors.DeviceUnknown());

        return ValueTask.CompletedTask;
    }
}

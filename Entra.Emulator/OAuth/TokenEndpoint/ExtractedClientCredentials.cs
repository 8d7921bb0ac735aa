using Entra.Emulator.OAuth.Grants;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.TokenEndpoint;

/// <summary>
/// Removes client assertions and device codes from a token request and keeps them in the transaction. OpenIddict would
/// validate them against its stores, which are disabled; the emulator validates them itself.
/// </summary>
internal sealed class ExtractedClientCredentials : IOpenIddictServerHandler<ExtractTokenRequestContext>
{
    private const string AssertionProperty = "emulator:client_assertion";
    private const string DeviceCodeProperty = "emulator:device_code";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractTokenRequestContext>()
            .UseSingletonHandler<ExtractedClientCredentials>()
            .SetOrder(int.MaxValue)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public static string? ClientAssertion(OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<string>(AssertionProperty);

    public static string? DeviceCode(OpenIddictServerTransaction transaction) =>
        transaction.GetProperty<string>(DeviceCodeProperty);

    public ValueTask HandleAsync(ExtractTokenRequestContext context)
    {
        if (context.Request is not { } request)
            return ValueTask.CompletedTask;

        if (request.ClientAssertion is { Length: > 0 } assertion)
        {
            context.Transaction.SetProperty(AssertionProperty, assertion);
            request.ClientId ??= ClientAssertionValidator.Subject(assertion);
            request.ClientAssertion = null;
            request.ClientAssertionType = null;
        }

        // The name before RFC 8628. Entra still accepts it, and msal-node still sends it.
        if (request.IsDeviceCodeGrantType() || request.GrantType == "device_code")
        {
            context.Transaction.SetProperty(DeviceCodeProperty, request.DeviceCode ?? "");
            request.GrantType = DeviceCodeGrant.InternalType;
            request.DeviceCode = null;
        }

        return ValueTask.CompletedTask;
    }
}

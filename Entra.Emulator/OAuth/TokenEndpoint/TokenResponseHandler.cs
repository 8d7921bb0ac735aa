using System.Text.Json;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.TokenEndpoint;

/// <summary>Adds Entra's extensions to token responses.</summary>
internal sealed partial class TokenResponseHandler(TenantDirectory tenant, ILogger<TokenResponseHandler> logger)
    : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
            .UseSingletonHandler<TokenResponseHandler>()
            .SetOrder(Exchange.NormalizeErrorResponse.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (context.Transaction.GetIssuance() is { } issuance && string.IsNullOrEmpty(context.Error))
        {
            var who = issuance.User?.Account.UserName ?? "nobody";
            LogIssued(logger, context.Request?.GrantType, issuance.Client.Name, issuance.Resource.Name, who);

            var response = context.Response;
            response.Scope = issuance.ResponseScope;
            response["ext_expires_in"] = response.ExpiresIn;
            if (issuance.User is { } user && (string?)context.Request?["client_info"] == "1")
                response["client_info"] = ClientInfo(user.Account, tenant);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Identifies the account. Without it MSAL caches no account, and apps ask users to sign in again.
    /// </summary>
    public static string ClientInfo(UserAccount user, TenantDirectory tenant) =>
        Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { uid = user.Id, utid = tenant.Id }));

    [LoggerMessage(Level = LogLevel.Information, Message = "{Grant}: {Client} got a token for {Resource} in the name of {User}")]
    private static partial void LogIssued(ILogger logger, string? grant, string client, string resource, string user);
}

using System.Security.Claims;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// The on-behalf-of flow: an API exchanges the access token it received for one to a downstream API, for the same
/// user.
/// </summary>
internal sealed class OnBehalfOfGrant(
    TenantDirectory tenant, TenantTokenValidator assertions, UserTokenIssuer issuer, TimeProvider time)
    : Grant
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private const string TokenUse = "on_behalf_of";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = CreateDescriptor<OnBehalfOfGrant>();

    protected override bool Handles(HandleTokenRequestContext context) => context.Request.GrantType == GrantType;

    protected override async ValueTask IssueAsync(HandleTokenRequestContext context)
    {
        var client = context.Transaction.GetClient();
        var (assertion, error) = await assertions.ValidateAsync((string?)context.Request["assertion"] ?? "", client);
        if ((string?)context.Request["requested_token_use"] != TokenUse)
            throw new EntraErrorException(EntraErrors.Malformed($"'requested_token_use' must be '{TokenUse}'."));
        if (assertion is null)
            throw new EntraErrorException(error ?? EntraErrors.AssertionInvalid("it cannot be read."));

        var user = tenant.FindUser(assertion.FindFirst("oid")?.Value)
            ?? throw new EntraErrorException(EntraErrors.AssertionInvalid("its user does not belong to this tenant."));
        var signIn = SignIn.From(new(assertion), time);
        issuer.Issue(context, user, signIn, new UserTokenRequest(context.Request.Scope) { OwnScopes = OwnScopes(assertion, client) });
    }

    private static string[] OwnScopes(ClaimsIdentity assertion, App client) =>
        string.Equals(assertion.FindFirst("azp")?.Value, client.ClientId, StringComparison.OrdinalIgnoreCase)
            ? assertion.FindFirst("scp")?.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []
            : [];
}

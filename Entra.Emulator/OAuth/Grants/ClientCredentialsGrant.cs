using System.Security.Claims;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Entra.Emulator.OAuth.Grants;

/// <summary>
/// Issues app-only tokens, even to apps without a role: whether that is enough is the API's decision.
/// </summary>
internal sealed class ClientCredentialsGrant(TenantDirectory tenant, EffectiveAccess membership) : Grant
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = CreateDescriptor<ClientCredentialsGrant>();

    protected override bool Handles(HandleTokenRequestContext context) =>
        context.Request.IsClientCredentialsGrantType();

    protected override ValueTask IssueAsync(HandleTokenRequestContext context)
    {
        var client = context.Transaction.GetClient();
        if (client.IsPublicClient)
            throw new EntraErrorException(EntraErrors.SecretMissing());

        var scopes = ScopeRequest.Parse(tenant, client, context.Request.Scope);
        var resource = scopes.SingleResource(tenant);
        if (!resource.IsDefault || scopes.OpenId.Count > 0)
            throw new EntraErrorException(EntraErrors.AppScopeNotDefault(context.Request.Scope));

        var isClosed = resource.Resource.Principal is { AssignmentRequired: true };
        if (isClosed && !membership.IsAssigned(client, resource.Resource))
            throw new EntraErrorException(EntraErrors.AppAssignmentMissing(client, resource.Resource));

        var claims = ClaimsRequest.Parse((string?)context.Request["claims"], tenant);
        var isLongLived = claims.Capabilities.Contains(ClaimsRequest.ContinuousAccess);

        var identity = new ClaimsIdentity("Entra.Emulator");
        identity.SetClaim(Claims.Subject, client.Principal!.Id.ToString());
        context.Principal = new ClaimsPrincipal(identity).SetAccessTokenLifetime(AccessTokenLifetime.Next(isLongLived));
        context.Transaction.SetIssuance(new TokenIssuance(client, resource.Resource)
        {
            Audience = resource.Identifier,
            UsedCertificate = context.Transaction.IsAuthenticatedByCertificate(),
            Capabilities = claims.Capabilities,
        });

        return ValueTask.CompletedTask;
    }
}

using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AccessContract.AspNetCore.Publishing;

/// <summary>The protected resource metadata of RFC 9728, with the validations of a token.</summary>
internal static class ProtectedResource
{
    public const string Route = "/.well-known/oauth-protected-resource";

    public static void MapProtectedResource(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Route, Describe).AllowAnonymous().ExcludeFromDescription();

    private static Ok<ProtectedResourceMetadata> Describe(HttpRequest request, EnforcedContract contract)
    {
        var options = contract.Options;
        var alternatives = contract.Rules.SelectMany(r => r.Alternatives).ToList();
        string[] scopes = [.. alternatives.SelectMany(a => a.Scopes).Distinct(StringComparer.Ordinal)];
        string[] roles = [.. alternatives.SelectMany(a => a.Roles).Distinct(StringComparer.Ordinal)];
        string[] contexts = [.. alternatives.SelectMany(a => a.Contexts ?? []).Distinct(StringComparer.Ordinal)];

        return TypedResults.Ok(new ProtectedResourceMetadata(
            PublicAddress.Of(request),
            options.Name,
            [options.Expectations.Authority],
            [.. scopes.Select(options.FullScope)],
            ["header"],
            PublicAddress.Of(request, options.DocumentationPath),
            [
                .. contract.TokenRules.Validations,
                .. options.RevokedAt is null ? (Validation[])[] :
                [
                    new(CheckNames.Revocation,
                        "The sign-in was not revoked after the token was issued. "
                            + "Checked only if the client handles claims challenges (xms_cc).",
                        []),
                ],
                new(CheckNames.Scope, "A user's token has the operation's scope in scp.", scopes),
                new(CheckNames.Role,
                    "The token has the operation's app role in roles. The OpenAPI document names the role.", roles),
                .. contexts.Length == 0 ? (Validation[])[] :
                [
                    new(CheckNames.AuthenticationContext,
                        "If the operation requires an authentication context, acrs has it.", contexts),
                ],
            ]));
    }
}

/// <summary>The metadata of RFC 9728 §2, which allows the additional member with our URN as its name.</summary>
internal sealed record ProtectedResourceMetadata(
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("resource_name")] string ResourceName,
    [property: JsonPropertyName("authorization_servers")] IReadOnlyList<string> AuthorizationServers,
    [property: JsonPropertyName("scopes_supported")] IReadOnlyList<string> ScopesSupported,
    [property: JsonPropertyName("bearer_methods_supported")] IReadOnlyList<string> BearerMethodsSupported,
    [property: JsonPropertyName("resource_documentation")] string ResourceDocumentation,
    [property: JsonPropertyName("urn:on-behalf-of-portal:validations")] IReadOnlyList<Validation> Validations);

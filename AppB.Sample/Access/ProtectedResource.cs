using System.Text.Json.Serialization;
using AppB.Sample.Contract;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceDefaults.Tokens;

namespace AppB.Sample.Access;

/// <summary>The protected resource metadata of RFC 9728, with the validations of a token.</summary>
internal static class ProtectedResource
{
    public const string Route = "/.well-known/oauth-protected-resource";

    public static void MapProtectedResource(this IEndpointRouteBuilder routes) =>
        routes.MapGet(Route, Describe).AllowAnonymous().ExcludeFromDescription();

    private static Ok<ProtectedResourceMetadata> Describe(
        HttpRequest request,
        IOptions<EntraOptions> entra,
        IOptions<RevocationOptions> revocations,
        TokenChecks checks,
        EndpointDataSource endpoints)
    {
        var alternatives = endpoints.Endpoints
            .Select(e => e.Metadata.GetMetadata<AccessRule>())
            .OfType<AccessRule>()
            .SelectMany(r => r.Alternatives)
            .ToArray();
        string[] scopes = [.. alternatives.SelectMany(a => a.Scopes).Distinct()];
        string[] roles = [.. alternatives.SelectMany(a => a.Roles).Distinct()];
        string[] contexts = [.. alternatives.SelectMany(a => a.Contexts ?? []).Distinct()];

        return TypedResults.Ok(new ProtectedResourceMetadata(
            PublicAddress.Of(request),
            "AppB",
            [entra.Value.Authority],
            [.. scopes.Select(entra.Value.FullScope)],
            ["header"],
            PublicAddress.Of(request, PublishedContract.Route),
            [
                .. checks.All.Select(c => new PublishedValidation(c.Name, c.Demand, c.Accepted)),
                .. revocations.Value.Feed is null ? (PublishedValidation[])[] :
                [
                    new(AccessEvaluation.RevocationCheck,
                        "The sign-in was not revoked after the token was issued. Checked if the client handles claims challenges (xms_cc).", []),
                ],
                new(AccessEvaluation.ScopeCheck,
                    "A user's token has the operation's scope in scp.", scopes),
                new(AccessEvaluation.RoleCheck,
                    "The token has the operation's app role in roles. The OpenAPI document names it.", roles),
                .. contexts.Length == 0 ? (PublishedValidation[])[] :
                [
                    new(AccessEvaluation.ContextCheck,
                        "For some operations, acrs has the authentication context that they require.", contexts),
                ],
            ]));
    }
}

/// <summary>RFC 9728 §2; the namespaced member is ours, as §2 allows.</summary>
public sealed record ProtectedResourceMetadata(
    [property: JsonPropertyName("resource")] string Resource,
    [property: JsonPropertyName("resource_name")] string ResourceName,
    [property: JsonPropertyName("authorization_servers")] IReadOnlyList<string> AuthorizationServers,
    [property: JsonPropertyName("scopes_supported")] IReadOnlyList<string> ScopesSupported,
    [property: JsonPropertyName("bearer_methods_supported")] IReadOnlyList<string> BearerMethodsSupported,
    [property: JsonPropertyName("resource_documentation")] string ResourceDocumentation,
    [property: JsonPropertyName("urn:on-behalf-of-portal:validations")] IReadOnlyList<PublishedValidation> Validations);

/// <summary>
/// One validation, in the order of evaluation. <c>Name</c> is what a refusal's <c>failed</c> contains.
/// </summary>
public sealed record PublishedValidation(string Name, string Demand, IReadOnlyList<string> Accepted);

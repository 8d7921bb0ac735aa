namespace ServiceDefaults.Tokens;

/// <summary>Whose tokens an API accepts.</summary>
/// <param name="Service">The API's name in a refusal.</param>
/// <param name="Authority">The authority's v2 address, which is also the issuer of its v2 tokens.</param>
/// <param name="Tenant">The one tenant, a GUID.</param>
/// <param name="Audience">The client id of the API's registration, a GUID.</param>
/// <param name="NamesIssuers">
/// Whether a refusal names a foreign issuer. Not in Production: the issuer may name another customer's tenant.
/// </param>
public sealed record TokenExpectations(
    string Service, string Authority, string Tenant, string Audience, bool NamesIssuers);

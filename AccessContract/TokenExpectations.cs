namespace AccessContract;

/// <summary>Whose tokens an API accepts: those of one authority and tenant, issued for this API alone.</summary>
/// <param name="Api">The API's name in explanations.</param>
/// <param name="Authority">The authority's v2 address, which is also the issuer of its v2 tokens.</param>
/// <param name="Tenant">The one tenant, a GUID.</param>
/// <param name="Audience">The client ID of the API's registration, a GUID.</param>
public sealed record TokenExpectations(string Api, string Authority, string Tenant, string Audience)
{
    public const string Algorithm = "RS256";

    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>The values of the <c>typ</c> header that denote an access token.</summary>
    public static readonly IReadOnlyList<string> Types = ["JWT", "at+jwt"];

    /// <summary>The validations that every token must pass before the access rules, in order.</summary>
    public IReadOnlyList<Validation> Validations =>
    [
        new(CheckNames.Signature, $"The token is a JWT, signed with {Algorithm} by the key of {Authority} that kid names.", [Algorithm]),
        new(CheckNames.Version, $"The token is a v2 token: ver is 2.0. The registration of {Api} sets requestedAccessTokenVersion to 2.", ["2.0"]),
        new(CheckNames.Issuer, $"The token was issued by {Authority} (exact match).", [Authority]),
        new(CheckNames.Audience, $"The token is for {Api} only: aud is {Audience}.", [Audience]),
        new(CheckNames.Tenant, $"The token is from the tenant {Tenant} (tid).", [Tenant]),
        new(CheckNames.Lifetime,
            $"The token is valid now, with {ClockSkew.TotalSeconds:0} seconds of tolerance: exp is in the future, nbf and iat are not.", []),
        new(CheckNames.TokenKind,
            "The token is an access token (typ is JWT or at+jwt, no nonce), for a user (it has scp, or idtyp is user) or "
            + "app-only (idtyp is app, no scp).",
            Types),
    ];
}

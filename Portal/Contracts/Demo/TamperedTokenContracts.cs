using System.Text.Json;
using AccessContract.Checks;

namespace Portal.Contracts.Demo;

/// <summary>Sends an API a token with a known or a custom kind of tampering: <c>POST /api/demo/forgeries</c>.</summary>
/// <param name="Fault">One of <see cref="TamperingFaults"/>.</param>
/// <param name="Choice">The changes, for <see cref="TamperingFaults.Chosen"/> only.</param>
public sealed record TamperedTokenRequest(string Api, string View, string Fault, TamperingChoice? Choice = null);

/// <summary>The changes to an otherwise valid token.</summary>
/// <param name="Key">The signing key: one of <see cref="TamperingKeys"/>.</param>
/// <param name="WithoutUser">Starts from the portal's app-only token instead of the caller's.</param>
public sealed record TamperingChoice(IReadOnlyList<TamperedMember> Changes, string Key, bool WithoutUser)
{
    public const int MaxChanges = 20;
    public const int MaxNameLength = 64;

    /// <summary>For all values together, in bytes of JSON: the token must fit into a request header.</summary>
    public const int MaxValuesBytes = 8 * 1024;
}

/// <param name="Kind">One of <see cref="TamperingKinds"/>.</param>
/// <param name="Name">The name of the claim or header parameter.</param>
/// <param name="Value">Any JSON, if the kind sets a value; null then means JSON null.</param>
public sealed record TamperedMember(string Kind, string Name, JsonElement? Value = null);

/// <summary>The API's response and the portal's own verdict. The token itself stays in the backend.</summary>
/// <param name="Status">HTTP status of the API's response.</param>
/// <param name="Code">The API's code for its refusal; null if it accepted the token.</param>
/// <param name="Detail">The API's own explanation; null if it accepted the token.</param>
/// <param name="Failed">The check that the API names; null if it accepted the token.</param>
/// <param name="Differences">How it differs from the valid token.</param>
public sealed record TamperedTokenResult(
    string Api, int Status, string? Code, string? Detail, string? Failed, Verdict Verdict, IReadOnlyList<TokenDifference> Differences);

/// <summary>One claim or header parameter as JSON; null if it is missing.</summary>
public sealed record TokenDifference(string Name, bool InHeader, string? Original, string? Tampered);

public static class TamperingFaults
{
    public const string None = "none";
    public const string Signature = "signature";
    public const string NoSignature = "no_signature";
    public const string Issuer = "issuer";
    public const string Audience = "audience";
    public const string Tenant = "tenant";
    public const string Version = "version";
    public const string Expired = "expired";
    public const string NotYet = "not_yet";
    public const string TokenKind = "token_kind";
    public const string Scope = "scope";
    public const string Role = "role";

    /// <summary>The changes in the request's choice.</summary>
    public const string Chosen = "chosen";
}

public static class TamperingKinds
{
    public const string SetClaim = "set_claim";
    public const string RemoveClaim = "remove_claim";
    public const string SetHeader = "set_header";
    public const string RemoveHeader = "remove_header";

    public static bool Sets(string kind) => kind is SetClaim or SetHeader;

    public static bool IsOfHeader(string kind) => kind is SetHeader or RemoveHeader;
}

public static class TamperingKeys
{
    public const string Tenant = "tenant";

    /// <summary>Another key, under the tenant's key id.</summary>
    public const string Unknown = "unknown";

    /// <summary>No signature, and alg none.</summary>
    public const string None = "none";
}

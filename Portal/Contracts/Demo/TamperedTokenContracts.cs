using System.Text.Json;
using Portal.Contracts.Access;

namespace Portal.Contracts.Demo;

/// <summary>A token that is wrong in one way, or in ways of one's own, sent to an API: <c>POST /api/demo/forgeries</c>.</summary>
/// <param name="Fault">One of <see cref="TamperingFaults"/>.</param>
/// <param name="Choice">With <see cref="TamperingFaults.Chosen"/>, and only then: what is wrong.</param>
public sealed record TamperedTokenRequest(string Api, string View, string Fault, TamperingChoice? Choice = null);

/// <summary>What is changed in a token that would be good but for that.</summary>
/// <param name="Key">Who signs it: one of <see cref="TamperingKeys"/>.</param>
/// <param name="WithoutUser">The portal's own token instead of the caller's.</param>
public sealed record TamperingChoice(IReadOnlyList<TamperedMember> Changes, string Key, bool WithoutUser)
{
    public const int MaxChanges = 20;
    public const int MaxNameLength = 64;

    /// <summary>Of all values together, in bytes of JSON: what comes of it must fit into a request's header.</summary>
    public const int MaxValuesBytes = 8 * 1024;
}

/// <param name="Kind">One of <see cref="TamperingKinds"/>.</param>
/// <param name="Name">Of the claim, or of the header's member.</param>
/// <param name="Value">Any JSON, where one is set; there, nothing stands for JSON's null.</param>
public sealed record TamperedMember(string Kind, string Name, JsonElement? Value = null);

/// <summary>What the API said to it, beside what the portal says that the API would say. The token itself stays in the backend.</summary>
/// <param name="Status">HTTP status of the API's answer.</param>
/// <param name="Code">The API's own word for its refusal; null when it let the token in.</param>
/// <param name="Failed">The check that the API names; null when it let the token in.</param>
/// <param name="Differences">Where it differs from the good one.</param>
public sealed record TamperedTokenResult(
    string Api, int Status, string? Code, string? Failed, TokenVerdict Verdict, IReadOnlyList<TokenDifference> Differences);

/// <summary>One claim, or one member of the header, as JSON; null where it is not there.</summary>
public sealed record TokenDifference(string Name, bool InHeader, string? Good, string? Forged);

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

    /// <summary>What the request's own choice says.</summary>
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

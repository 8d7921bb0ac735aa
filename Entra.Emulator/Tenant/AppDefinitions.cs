using System.Text.Json.Serialization;

namespace Entra.Emulator.Tenant;

/// <summary>A delegated permission. The consent page shows its name and description.</summary>
public sealed record AppScope(Guid Id, string Value, string Name, string Description)
{
    /// <summary>Only an administrator can consent to it.</summary>
    public bool AdminOnly { get; init; }
}

/// <summary>An app role, for users and groups, for apps, or for both.</summary>
public sealed record AppRole(
    Guid Id,
    string Value,
    string Name,
    string Description,
    IReadOnlyList<RoleHolder> For);

/// <summary>
/// An assignment to a user by user name, or to a group or app by name. Without a role it is an assignment only.
/// </summary>
public sealed record RoleAssignment(string To, string? Role = null);

/// <summary>A client secret. Without an expiry it never expires.</summary>
public sealed record AppSecret(string Value, DateTimeOffset? Expires = null);

/// <summary>A client, by name, and the scopes that it can use without consent.</summary>
public sealed record PreAuthorization(string Client, IReadOnlyList<string> Scopes);

/// <summary>Optional claims in tokens for this app.</summary>
public sealed record OptionalClaims
{
    public IReadOnlyList<OptionalClaim> AccessToken { get; init; } = [];

    public IReadOnlyList<OptionalClaim> IdToken { get; init; } = [];
}

/// <summary>One optional claim; <c>idtyp</c> accepts the property <c>include_user_token</c>.</summary>
public sealed record OptionalClaim(string Name)
{
    public IReadOnlyList<string> AdditionalProperties { get; init; } = [];
}

[JsonConverter(typeof(JsonStringEnumConverter<RoleHolder>))]
public enum RoleHolder
{
    User,
    Application,
}

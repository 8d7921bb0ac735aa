using System.Text.Json.Serialization;

namespace Entra.Emulator.Tenant;

/// <summary>A delegated permission. Name and description are what the consent page says.</summary>
public sealed record AppScope(Guid Id, string Value, string Name, string Description)
{
    /// <summary>Only an administrator can consent to it.</summary>
    public bool AdminOnly { get; init; }
}

/// <summary>A role that the app defines, for users and groups, for apps, or for both.</summary>
public sealed record AppRole(
    Guid Id,
    string Value,
    string Name,
    string Description,
    IReadOnlyList<RoleHolder> For);

/// <summary>Who has a role: a user by user name, a group or an app by name. No role: assigned, and nothing more.</summary>
public sealed record RoleAssignment(string To, string? Role = null);

/// <summary>A client secret; without an end it never expires.</summary>
public sealed record AppSecret(string Value, DateTimeOffset? Expires = null);

/// <summary>A client, by name, and the scopes that it may use without consent.</summary>
public sealed record PreAuthorization(string Client, IReadOnlyList<string> Scopes);

/// <summary>Claims beyond the usual ones, in tokens for this app.</summary>
public sealed record OptionalClaims
{
    public IReadOnlyList<OptionalClaim> AccessToken { get; init; } = [];

    public IReadOnlyList<OptionalClaim> IdToken { get; init; } = [];
}

/// <summary>One optional claim; <c>idtyp</c> knows the property <c>include_user_token</c>.</summary>
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

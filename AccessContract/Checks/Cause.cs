using System.Text.Json.Serialization;

namespace AccessContract.Checks;

/// <summary>Why a check fails, and who can fix it how: one row of <see cref="Causes"/>.</summary>
/// <param name="Code">A stable code.</param>
/// <param name="Check">The check that usually fails, one of <see cref="CheckNames"/>.</param>
/// <param name="Title">The cause in a few words.</param>
/// <param name="Instructions">
/// How to fix it. <c>{api}</c> is the name of the API, <c>{missing}</c> lists the missing scopes, roles or contexts.
/// </param>
public sealed record Cause(string Code, string Check, string Title, FixOwner Owner, string Instructions)
{
    /// <summary>The name of the setting to change.</summary>
    public string? Setting { get; init; }

    /// <summary>What a page can offer as a button.</summary>
    public FixAction Action { get; init; }

    internal Fix ToFix(string api, IReadOnlyList<string>? missing = null) => new(
        Owner,
        Instructions
            .Replace("{api}", api, StringComparison.Ordinal)
            .Replace("{missing}", string.Join(" and ", missing ?? []), StringComparison.Ordinal),
        Setting?.Replace("{api}", api, StringComparison.Ordinal),
        Action);
}

/// <summary>Who can fix a failed check, and how.</summary>
/// <param name="Setting">The name of the setting to change.</param>
public sealed record Fix(FixOwner Owner, string Instructions, string? Setting = null, FixAction Action = FixAction.None);

[JsonConverter(typeof(JsonStringEnumConverter<FixOwner>))]
public enum FixOwner
{
    /// <summary>The user of the token.</summary>
    [JsonStringEnumMemberName("you")]
    You,

    /// <summary>Who assigns roles and grants consent in the tenant.</summary>
    [JsonStringEnumMemberName("administrator")]
    Administrator,

    /// <summary>Who develops the app that requests and sends the token.</summary>
    [JsonStringEnumMemberName("client_developer")]
    ClientDeveloper,

    /// <summary>Who develops the API, and owns its registration.</summary>
    [JsonStringEnumMemberName("api_developer")]
    ApiDeveloper,

    /// <summary>Who runs the portal and the API: settings, clocks, network.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,
}

/// <summary>A fix that a page can start with one button.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixAction>))]
public enum FixAction
{
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>The user consents to the missing scope.</summary>
    [JsonStringEnumMemberName("grant_consent")]
    GrantConsent,

    /// <summary>The user signs in again for a new token.</summary>
    [JsonStringEnumMemberName("sign_in_again")]
    SignInAgain,

    /// <summary>The user signs in as the missing authentication context requires.</summary>
    [JsonStringEnumMemberName("step_up")]
    StepUp,

    /// <summary>An administrator assigns the missing app role.</summary>
    [JsonStringEnumMemberName("assign_role")]
    AssignRole,
}

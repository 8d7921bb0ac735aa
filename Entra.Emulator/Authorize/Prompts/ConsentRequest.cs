using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>The permissions that the consent page asks for.</summary>
public sealed record ConsentRequest(IReadOnlyList<ConsentScope> Scopes)
{
    /// <summary>Application permissions, which the app uses without a user.</summary>
    public IReadOnlyList<ConsentRole> Roles { get; init; } = [];

    /// <summary>The user cannot consent: a permission requires an administrator.</summary>
    public bool NeedsAdministrator { get; init; }

    public ConsentReach Reach { get; init; }
}

/// <summary>Whom the consent applies to.</summary>
public enum ConsentReach
{
    Self,

    /// <summary>An administrator may choose to consent for the whole organization.</summary>
    SelfOrEveryone,

    Everyone,
}

/// <summary>
/// A delegated permission. With combined consent, the client is a different app from the one that sent the request.
/// </summary>
public sealed record ConsentScope(App Client, App Resource, AppScope Scope);

/// <summary>An application permission.</summary>
public sealed record ConsentRole(App Resource, AppRole Role);

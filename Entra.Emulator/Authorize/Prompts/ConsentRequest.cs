using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>What a person is asked to consent to.</summary>
public sealed record ConsentRequest(IReadOnlyList<ConsentScope> Scopes)
{
    /// <summary>What the app itself is to be allowed, without a user.</summary>
    public IReadOnlyList<ConsentRole> Roles { get; init; } = [];

    /// <summary>They cannot: something here is for an administrator to decide.</summary>
    public bool NeedsAdministrator { get; init; }

    public ConsentReach Reach { get; init; }
}

/// <summary>For whom consent is given.</summary>
public enum ConsentReach
{
    Self,

    /// <summary>An administrator may choose to consent for the whole organisation.</summary>
    SelfOrEveryone,

    Everyone,
}

/// <summary>A line on the consent page. The client is another than the one that asks where consent is combined.</summary>
public sealed record ConsentScope(App Client, App Resource, AppScope Scope);

/// <summary>The same for an application permission.</summary>
public sealed record ConsentRole(App Resource, AppRole Role);

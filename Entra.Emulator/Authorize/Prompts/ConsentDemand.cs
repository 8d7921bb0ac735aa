using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>What a person is asked to consent to.</summary>
public sealed record ConsentDemand(IReadOnlyList<ConsentLine> Lines)
{
    /// <summary>What the app itself is to be allowed, without a user.</summary>
    public IReadOnlyList<RoleLine> Roles { get; init; } = [];

    /// <summary>They cannot: something here is for an administrator to decide.</summary>
    public bool NeedsAdministrator { get; init; }

    public ConsentReach Reach { get; init; }
}

/// <summary>For whom consent is given.</summary>
public enum ConsentReach
{
    Oneself,

    /// <summary>An administrator may choose to consent for the whole organisation.</summary>
    OneselfOrEveryone,

    Everyone,
}

/// <summary>A line on the consent page. The client is another than the one that asks where consent is combined.</summary>
public sealed record ConsentLine(App Client, App Resource, AppScope Scope);

/// <summary>The same for an application permission.</summary>
public sealed record RoleLine(App Resource, AppRole Role);

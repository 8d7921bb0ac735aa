using Portal.Contracts.Roles;

namespace Portal.Contracts.Consents;

/// <summary>A page of the tenant's delegated consents: <c>GET /api/admin/consents</c>.</summary>
/// <param name="Apis">The portal's downstream APIs that exist in the tenant.</param>
/// <param name="PreAuthorized">From the APIs' registrations; on the first page only.</param>
/// <param name="Principal">The user of the filter; null without one.</param>
/// <param name="Next">The marker of the next page; null on the last page.</param>
public sealed record ConsentList(
    ConsentParty Portal,
    IReadOnlyList<ConsentApi> Apis,
    IReadOnlyList<ConsentEntry> Consents,
    IReadOnlyList<ConsentEntry> PreAuthorized,
    ConsentParty? Principal,
    string? Next);

/// <summary>An app, an API or a user.</summary>
/// <param name="Id">The object id in the directory, a GUID.</param>
/// <param name="Detail">The user name of a user, or the client id of an app; null if it no longer exists in the
/// directory.</param>
public sealed record ConsentParty(string Id, string Name, string? Detail);

/// <summary>A downstream API and its delegated scopes.</summary>
/// <param name="Name">The name in the settings.</param>
public sealed record ConsentApi(ConsentParty Party, IReadOnlyList<ConsentScope> Scopes, string Name);

/// <param name="AdministratorOnly">Users cannot consent to it.</param>
public sealed record ConsentScope(string Value, string? Title, string? Description, bool AdministratorOnly);

/// <param name="Kind">One of <see cref="ConsentKinds"/>.</param>
/// <param name="Principal">The user who consented, for <see cref="ConsentKinds.User"/>.</param>
/// <param name="Changed">
/// The latest change of the consent through the portal; null if it was never changed there: the directory does not report when
/// a consent was given.
/// </param>
public sealed record ConsentEntry(
    string Kind,
    ConsentParty Client,
    ConsentParty Resource,
    ConsentParty? Principal,
    IReadOnlyList<ConsentScope> Scopes,
    ConsentChanged? Changed = null);

/// <param name="By">The administrator.</param>
public sealed record ConsentChanged(DateTimeOffset At, string By);

public static class ConsentKinds
{
    public const string User = "user";
    public const string Everyone = "tenant";

    /// <summary>The API's registration allows this client without consent.</summary>
    public const string PreAuthorized = "preauthorized";
}

/// <summary>Filters a list of consents; null values do not filter.</summary>
/// <param name="Client">The id of an app, or <see cref="AnyClient"/>; null means the portal.</param>
public sealed record ConsentFilter(
    string? Client = null, string? Resource = null, string? Principal = null, string? Kind = null, string? Next = null)
{
    public const string AnyClient = "any";
}

/// <summary>Users found by the beginning of a name: <c>GET /api/admin/consents/people</c>.</summary>
public sealed record ConsentUsers(IReadOnlyList<ConsentParty> People);

using Portal.Contracts.Roles;

namespace Portal.Contracts.Consents;

/// <summary>A page of the tenant's delegated consents: <c>GET /api/admin/consents</c>.</summary>
/// <param name="Apis">The portal's downstream APIs, as far as the tenant knows them.</param>
/// <param name="PreAuthorized">Come from the APIs' registrations, with the first page only.</param>
/// <param name="Principal">The user whom the list was narrowed to.</param>
/// <param name="Next">Asks for the page after this one; null on the last.</param>
public sealed record ConsentList(
    ConsentParty Portal,
    IReadOnlyList<ConsentApi> Apis,
    IReadOnlyList<ConsentEntry> Grants,
    IReadOnlyList<ConsentEntry> PreAuthorized,
    ConsentParty? Principal,
    string? Next);

/// <summary>An app, an API or a person.</summary>
/// <param name="Id">The object's id in the directory, a GUID.</param>
/// <param name="Detail">A person's user name, an app's client id; null where the directory does not know it any more.</param>
public sealed record ConsentParty(string Id, string Name, string? Detail);

/// <summary>A downstream API and what it offers.</summary>
/// <param name="Name">As settings call it.</param>
public sealed record ConsentApi(ConsentParty Party, IReadOnlyList<ConsentScope> Scopes, string Name);

/// <param name="AdministratorOnly">Users cannot consent to it.</param>
public sealed record ConsentScope(string Value, string? Title, string? Description, bool AdministratorOnly);

/// <param name="Kind">One of <see cref="ConsentKinds"/>.</param>
/// <param name="Principal">With <see cref="ConsentKinds.User"/>, who allowed it.</param>
public sealed record ConsentEntry(
    string Kind, ConsentParty Client, ConsentParty Resource, ConsentParty? Principal, IReadOnlyList<ConsentScope> Scopes);

public static class ConsentKinds
{
    public const string User = "user";
    public const string Everyone = "tenant";

    /// <summary>The API's registration says that it asks no consent for this client.</summary>
    public const string PreAuthorized = "preauthorized";
}

/// <summary>What a list is narrowed to; null is no narrowing.</summary>
/// <param name="Client">An app's id, or <see cref="AnyClient"/>; null is the portal.</param>
public sealed record ConsentFilter(
    string? Client = null, string? Resource = null, string? Principal = null, string? Kind = null, string? Next = null)
{
    public const string AnyClient = "any";
}

/// <summary>Some people whose name begins so: <c>GET /api/admin/consents/people</c>.</summary>
public sealed record ConsentUsers(IReadOnlyList<ConsentParty> People);

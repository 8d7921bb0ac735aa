using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Audit;

/// <summary>A change as stored: what is needed to undo it, and to recognise a later change that undoes it.</summary>
/// <param name="Run">The same for all changes that were applied together.</param>
internal sealed record AuditChange(string Run, RecordedRole? Role = null, RecordedConsent? Consent = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Identifies the assignment or consent that is changed.</summary>
    [JsonIgnore]
    public string Subject => Role is { } role
        ? string.Join('/', AuditActions.Roles, role.Api, role.Principal, role.Role)
        : SubjectOfConsent(Consent?.Client, Consent?.Resource, Consent?.Principal);

    /// <summary>Changes with the same value can be previewed together: roles of one API, or consents.</summary>
    [JsonIgnore]
    public string PreviewGroup => Role is { } role ? $"{AuditActions.Roles}/{role.Api}" : AuditActions.Consents;

    /// <param name="client">The object id of the app.</param>
    /// <param name="resource">The object id of the API.</param>
    /// <param name="principal">The object id of the user; null for everyone.</param>
    public static string SubjectOfConsent(string? client, string? resource, string? principal) =>
        string.Join('/', AuditActions.Consents, client, resource, principal);

    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <returns>
    /// Null for no or unreadable text. The hash chain reports an altered row; the page still shows the others.
    /// </returns>
    public static AuditChange? Read(string? text)
    {
        try
        {
            var read = text is null ? null : JsonSerializer.Deserialize<AuditChange>(text, Json);
            return read is { Role: not null, Consent: null } or { Role: null, Consent: not null } ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether this change reverts all of <paramref name="earlier"/>, a change of the same subject.</summary>
    public bool Undoes(AuditChange earlier) => (Role, earlier.Role, Consent, earlier.Consent) switch
    {
        ({ } change, { } other, _, _) => change.Action != other.Action,
        (_, _, { } change, { } other) => !other.After.Except(other.Before).Intersect(change.After).Any()
            && !other.Before.Except(other.After).Except(change.After).Any(),
        _ => false,
    };
}

internal sealed record RecordedRole(string Api, string Resource, string Action, string Principal, string Role)
{
    public RoleChange Inverse() => new RoleChange(Action, Principal, Role).Inverse();
}

/// <param name="Principal">The user; null for consent for everyone.</param>
internal sealed record RecordedConsent(
    string Client, string Resource, IReadOnlyList<string> Before, IReadOnlyList<string> After, string? Principal = null)
{
    public ConsentChange Inverse() => new ConsentChange(Client, Resource, Principal, After, Before).Inverse();
}

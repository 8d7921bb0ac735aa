using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Audit;
using Portal.Contracts.Consents;
using Portal.Contracts.Roles;

namespace Portal.Audit;

/// <summary>What a row is about in ids and scopes: enough to take it back, and to know what took it back.</summary>
/// <param name="Run">What was applied together has the same.</param>
internal sealed record AuditChange(string Run, WrittenRole? Role = null, WrittenConsent? Consent = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>What can be changed one way and back.</summary>
    [JsonIgnore]
    public string Subject => Role is { } role
        ? string.Join('/', AuditActions.Roles, role.Api, role.Principal, role.Role)
        : string.Join('/', AuditActions.Consents, Consent?.Client, Consent?.Resource, Consent?.Principal);

    /// <summary>One dry run holds the roles of one API, or consents.</summary>
    [JsonIgnore]
    public string Place => Role is { } role ? $"{AuditActions.Roles}/{role.Api}" : AuditActions.Consents;

    public string Write() => JsonSerializer.Serialize(this, Json);

    // What is no change breaks the chain where it lies, not the page.
    public static AuditChange? Read(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize<AuditChange>(text, Json) is { } read && (read.Role is null) != (read.Consent is null)
                ? read
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether nothing of <paramref name="earlier"/>, a change of the same subject, is left after this one.</summary>
    public bool Undoes(AuditChange earlier) => (Role, earlier.Role, Consent, earlier.Consent) switch
    {
        ({ } mine, { } its, _, _) => mine.Action != its.Action,
        (_, _, { } mine, { } its) => !its.After.Except(its.Before).Intersect(mine.After).Any()
            && !its.Before.Except(its.After).Except(mine.After).Any(),
        _ => false,
    };
}

internal sealed record WrittenRole(string Api, string Resource, string Action, string Principal, string Role)
{
    public RoleChange Reversed() => new RoleChange(Action, Principal, Role).Inverse();
}

/// <param name="Principal">Null is everyone.</param>
internal sealed record WrittenConsent(
    string Client, string Resource, IReadOnlyList<string> Before, IReadOnlyList<string> After, string? Principal = null)
{
    public ConsentChange Reversed() => new ConsentChange(Client, Resource, Principal, After, Before).Reversed();
}

using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.Group>;

namespace Entra.Emulator.Graph.Model;

/// <summary>Groups of the tenant file are security groups.</summary>
internal static class GroupObject
{
    public static ObjectType<Group> Describe(TenantDirectory tenant) => new("group",
    [
        Sought("id", g => g.Id),
        .. Empty("deletedDateTime", "classification"),
        new("createdDateTime", _ => tenant.Created),
        .. Empty("description").Select(p => p with { IsFilterable = true }),
        Sought("displayName", g => g.Name),
        .. Empty("expirationDateTime"),
        new("groupTypes", _ => Array.Empty<string>()),
        .. Empty("isAssignableToRole", "mail"),
        Sought("mailEnabled", _ => false),
        Sought("mailNickname", g => string.Concat(g.Name.Where(char.IsLetterOrDigit))),
        .. Empty("membershipRule", "membershipRuleProcessingState", "onPremisesSyncEnabled", "preferredLanguage"),
        new("proxyAddresses", _ => Array.Empty<string>()),
        new("renewedDateTime", _ => tenant.Created),
        Sought("securityEnabled", _ => true),
        .. Empty("theme", "visibility"),
    ]);
}

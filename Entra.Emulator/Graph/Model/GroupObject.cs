using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.Group>;

namespace Entra.Emulator.Graph.Model;

/// <summary>Groups in the tenant file are security groups.</summary>
internal static class GroupObject
{
    public static ObjectType<Group> Describe(TenantDirectory tenant) => new("group",
    [
        Filterable("id", g => g.Id),
        .. AlwaysNull("deletedDateTime", "classification"),
        new("createdDateTime", _ => tenant.Created),
        .. AlwaysNull("description").Select(p => p with { IsFilterable = true }),
        Filterable("displayName", g => g.Name),
        .. AlwaysNull("expirationDateTime"),
        new("groupTypes", _ => Array.Empty<string>()),
        .. AlwaysNull("isAssignableToRole", "mail"),
        Filterable("mailEnabled", _ => false),
        Filterable("mailNickname", g => string.Concat(g.Name.Where(char.IsLetterOrDigit))),
        .. AlwaysNull("membershipRule", "membershipRuleProcessingState", "onPremisesSyncEnabled", "preferredLanguage"),
        new("proxyAddresses", _ => Array.Empty<string>()),
        new("renewedDateTime", _ => tenant.Created),
        Filterable("securityEnabled", _ => true),
        .. AlwaysNull("theme", "visibility"),
    ]);
}

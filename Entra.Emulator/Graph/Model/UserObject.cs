using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Model.ObjectProperty<Entra.Emulator.Tenant.UserAccount>;

namespace Entra.Emulator.Graph.Model;

internal static class UserObject
{
    private static readonly string[] Unknown =
    [
        "ageGroup", "city", "companyName", "country", "deletedDateTime", "department", "employeeId", "employeeType",
        "externalUserState", "onPremisesSyncEnabled", "postalCode", "state", "streetAddress", "usageLocation",
    ];

    public static ObjectType<UserAccount> Describe(TenantDirectory tenant, Sessions sessions) => new("user",
    [
        new("businessPhones", _ => Array.Empty<string>()),
        Filterable("displayName", u => u.Name),
        Filterable("givenName", u => u.Name.Split(' ', 2)[0]),
        .. AlwaysNull("jobTitle"),
        Filterable("mail", tenant.PrincipalName),
        .. AlwaysNull("mobilePhone", "officeLocation", "preferredLanguage"),
        Filterable("surname", u => u.Name.Split(' ', 2).ElementAtOrDefault(1)),
        Filterable("userPrincipalName", tenant.PrincipalName),
        Filterable("id", u => u.Id),
        SelectOnly("accountEnabled", u => u.Enabled) with { IsFilterable = true },
        SelectOnly("createdDateTime", _ => tenant.Created),
        SelectOnly("mailNickname", u => u.UserName) with { IsFilterable = true },
        SelectOnly("signInSessionsValidFromDateTime", u => sessions.ValidFrom(u) ?? tenant.Created),
        SelectOnly("userType", _ => "Member") with { IsFilterable = true },
        .. AlwaysNull(Unknown).Select(p => p with { IsSelectOnly = true }),
    ]);
}

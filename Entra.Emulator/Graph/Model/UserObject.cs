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
        Sought("displayName", u => u.Name),
        Sought("givenName", u => u.Name.Split(' ', 2)[0]),
        .. Empty("jobTitle"),
        Sought("mail", tenant.PrincipalName),
        .. Empty("mobilePhone", "officeLocation", "preferredLanguage"),
        Sought("surname", u => u.Name.Split(' ', 2).ElementAtOrDefault(1)),
        Sought("userPrincipalName", tenant.PrincipalName),
        Sought("id", u => u.Id),
        Asked("accountEnabled", u => u.Enabled) with { IsFilterable = true },
        Asked("createdDateTime", _ => tenant.Created),
        Asked("mailNickname", u => u.UserName) with { IsFilterable = true },
        Asked("signInSessionsValidFromDateTime", u => sessions.ValidFrom(u) ?? tenant.Created),
        Asked("userType", _ => "Member") with { IsFilterable = true },
        .. Empty(Unknown).Select(p => p with { IsOnRequest = true }),
    ]);
}

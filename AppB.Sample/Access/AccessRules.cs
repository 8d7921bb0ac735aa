using AccessContract;
using AccessContract.AspNetCore;

namespace AppB.Sample.Access;

/// <summary>AppB's scope and app roles, as defined in its registration, and the access rules built from them.</summary>
public static class AccessRules
{
    public const string AccessAsUser = "access_as_user";
    public const string OrdersRead = "Orders.Read";
    public const string OrdersWrite = "Orders.Write";
    public const string ReportsRead = "Reports.Read";
    public const string OrdersReadAll = "Orders.Read.All";

    public static readonly AccessRule Read = new(
        AccessAlternative.User(AccessAsUser, OrdersRead),
        AccessAlternative.App(OrdersReadAll));

    public static readonly AccessRule Write = new(AccessAlternative.User(AccessAsUser, OrdersWrite));

    public static readonly AccessRule Reports = new(AccessAlternative.User(AccessAsUser, ReportsRead));

    public static readonly IReadOnlyDictionary<string, string> ScopeDescriptions = new Dictionary<string, string>
    {
        [AccessAsUser] = "Call AppB as the signed-in user.",
    };

    /// <summary>What each role lets its holder do, for the published contract.</summary>
    public static readonly IReadOnlyDictionary<string, string> RoleDescriptions = new Dictionary<string, string>
    {
        [OrdersRead] = "Read orders, customers and products as a user.",
        [OrdersWrite] = "Change an order's status as a user.",
        [ReportsRead] = "Read the sales report as a user.",
        [OrdersReadAll] = "Read orders, customers and products as an application, without a user.",
    };
}

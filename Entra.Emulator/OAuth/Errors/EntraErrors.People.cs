using System.Text.Json;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.Errors;

/// <content>Users, policies and consent.</content>
internal static partial class EntraErrors
{
    public static EntraError SessionMissing() =>
        EntraError.Of(50058, "A silent sign-in was requested, but no user is signed in.");

    public static EntraError AccountDisabled(UserAccount user) =>
        EntraError.Of(50057, $"The account of {user.Name} is disabled.");

    public static EntraError AssignmentMissing(UserAccount user, App app) => EntraError.Of(
        50105,
        $"The administrator of '{app.Name}' ({app.ClientId}) requires assignment, and '{user.UserName}' is not "
        + "assigned, directly or through direct membership in a group.");

    public static EntraError AppAssignmentMissing(App client, App resource) => EntraError.Of(
        501051,
        $"The application '{client.ClientId}' ({client.Name}) is not assigned to a role of '{resource.ClientId}' "
        + $"({resource.Name}).");

    /// <summary>A second factor is required. The claims are those that the client must request.</summary>
    public static EntraError ConfirmationNeeded(App resource, string context, PolicyControl control) => (control switch
    {
        PolicyControl.Enroll => EntraError.Of(
            50079, $"A policy requires multi-factor authentication before '{resource.Name}' can be used, and none is set up."),
        _ => EntraError.Of(50076, $"A policy requires multi-factor authentication before '{resource.Name}' can be used."),
    })
    with
    {
        Claims = JsonSerializer.Serialize(
            new { access_token = new { acrs = new { essential = true, value = context } } }),
    };

    public static EntraError ConfirmationDeclined() => EntraError.Of(500121, "The user did not confirm the sign-in.");

    public static EntraError Blocked(AccessPolicy policy) =>
        EntraError.Of(53003, $"Access is blocked by the Conditional Access policy '{policy.Name}'.");

    public static EntraError ConsentMissing(App client, App resource) => EntraError.Of(
        65001,
        $"The user has not consented to the use of '{resource.Name}' by the application '{client.ClientId}' "
        + $"({client.Name}). Send an interactive authorization request for this user and resource.");

    public static EntraError ConsentDeclined() => EntraError.Of(65004, "The user declined to consent to the application.");
}

using static AccessContract.Checks.FixOwner;

namespace Portal.Contracts.Problems;

/// <summary>Codes about APIs, scopes and consent.</summary>
public static partial class AadstsCodes
{
    private const string ApisSubject = "APIs and scopes";
    private const string ConsentSubject = "Consent";

    private static AadstsCode[] Apis() =>
    [
        Of(500011, ApisSubject, Administrator, "The API has no service principal in this tenant",
            "The API in the scope is registered elsewhere and was not added to this tenant, or its ID is wrong.",
            "If the first part of DownstreamApis:{api}:Scopes is the API’s client ID, create it: az ad sp create "
                + "--id {client ID}, or consent for the tenant."),
        Of(650052, ApisSubject, Administrator, "The API is not set up in this tenant",
            "The portal requests access to an API that has no service principal in this tenant, or whose "
                + "subscription is not active.",
            "Create it: az ad sp create --id {the API’s client ID}, or let its publisher’s consent link add it. "
                + "Then sign in again."),
        Of(650054, ApisSubject, Administrator, "The API was removed from this tenant",
            "The portal’s registration requests permissions for an API that no longer exists or is not available "
                + "here.",
            "Restore the API’s registration or enterprise application. Otherwise remove its entry under API "
                + "permissions."),
        Of(500014, ApisSubject, Administrator, "The API is disabled",
            "The API’s enterprise application is disabled, or the subscription behind it has lapsed.",
            "Set Enterprise applications → the API → Properties → Enabled for users to sign in to Yes."),
        Of(50001, ApisSubject, Operator, "The resource does not exist or is disabled",
            "No API in this tenant has the identifier that the request names.",
            "Compare DownstreamApis:{api}:Scopes with the API’s Application ID URI and client ID."),
        Of(650057, ApisSubject, ClientDeveloper, "The API is not in the portal’s registration",
            "The portal’s registration does not list this API under its permissions.",
            "Add the API’s delegated scope under API permissions → Add a permission → My APIs."),
        Of(650056, ApisSubject, ClientDeveloper, "The portal’s registration does not fit the request",
            "It lists no permission for the API, or consent, client ID or certificate does not fit. The text of "
                + "the error names the API.",
            "Add the permission under API permissions, then have an administrator consent."),
        Of(65005, ApisSubject, ClientDeveloper, "The API is missing in the portal’s permissions",
            "The request names an API or scope that the registration does not list, or the tenant is unmanaged. "
                + "The text of the error says which.",
            "Add the API’s delegated scope under API permissions."),
        Of(1003031, ApisSubject, ClientDeveloper, "The registration’s permissions are not valid",
            "The list under API permissions is empty, or names a permission that does not exist.",
            "Correct API permissions. It needs at least Microsoft Graph, User.Read."),
        Of(90008, ApisSubject, ClientDeveloper, "The permission to sign users in is missing",
            "An app that requests a token for itself must also have Microsoft Graph’s User.Read.",
            "Add Microsoft Graph, User.Read under API permissions, and have an administrator consent."),
        Of(65002, ApisSubject, ClientDeveloper, "The client ID belongs to a Microsoft app",
            "Microsoft’s own apps get tokens for Microsoft’s APIs only by an agreement between the two; other "
                + "developers cannot use their IDs.",
            "Register an app of your own, and set AzureAd:ClientId to it."),
        Of(501051, ApisSubject, Administrator, "The API requires the app to be assigned",
            "Only assigned apps get tokens for this API, and the portal itself is not assigned.",
            "Assign one of the API’s app roles to the portal, if it must call without a user. Calls on behalf of "
                + "users do not need one."),
        Of(70011, ApisSubject, Operator, "A scope has an invalid format",
            "It is empty, contains a space, or combines .default with named scopes.",
            "Write each scope as {client id}/{scope} in DownstreamApis:{api}:Scopes."),
        Of(28002, ApisSubject, Operator, "A scope is not valid for an access token",
            "The scope in the token request names no permission of an API.",
            "Write each scope as {client id}/{scope} in DownstreamApis:{api}:Scopes."),
        Of(28003, ApisSubject, Operator, "The token request contains no scope",
            "A code can be exchanged for an access token only with a scope.",
            "Set DownstreamApis:{api}:Scopes."),
        Of(650053, ApisSubject, Operator, "The API has no such scope",
            "The resource is known, but exposes no delegated permission with this name.",
            "Compare DownstreamApis:{api}:Scopes with the API’s Expose an API. Only the API’s developer can add "
                + "a scope there."),
        Of(28000, ApisSubject, Operator, "The scopes belong to several APIs",
            "A token is for one resource, but the request named scopes of several.",
            "List scopes of one resource only in each entry of DownstreamApis."),
        Of(700022, ApisSubject, Operator, "The scope names several resources",
            "A token is for one resource, but the request named more than one.",
            "List scopes of one resource only in each entry of DownstreamApis."),
        Of(1002012, ApisSubject, Operator, "Without a user, only .default is possible",
            "An app without a user cannot request individual scopes.",
            "Set DownstreamApis:{api}:ApplicationScope to {client id}/.default."),
        Of(90009, ApisSubject, Operator, "An app requested a token for itself by its URI",
            "An app that requests a token for itself must use its client ID.",
            "Use {client id}/user_impersonation, not api://…."),
        Of(901002, ApisSubject, ClientDeveloper, "The parameter resource is not supported",
            "The v2.0 endpoint expects scopes, not a resource.",
            "Send scope instead of resource. The portal does."),
    ];

    private static AadstsCode[] Consent() =>
    [
        Of(65001, ConsentSubject, You, "Consent is missing",
            "Neither you nor an administrator has consented to the portal calling the API on your behalf, or the "
                + "consent was revoked.",
            "Consent when the portal requests it. An administrator can consent for everyone with the link on "
                + "/access."),
        Of(65004, ConsentSubject, You, "Consent was declined",
            "On the consent page, the request was declined.",
            "Try again and accept if you want the portal to do this for you."),
        Of(90094, ConsentSubject, Administrator, "Only an administrator can consent",
            "The permission requires an administrator, or a policy of the organisation does not let users consent.",
            "Open the link for administrators on /access."),
        Of(90095, ConsentSubject, Administrator, "An administrator must approve first",
            "In this organisation users can request consent, and an administrator decides.",
            "Approve the request in the admin center, or consent with the link for administrators on /access."),
        Of(900941, ConsentSubject, Administrator, "The app looks risky, so an administrator must consent",
            "The sign-in service rates the consent request as risky and does not let users accept it.",
            "Review the app, then consent with the link for administrators on /access."),
        Of(900981, ConsentSubject, Administrator, "A consent request for a risky app awaits approval",
            "The user requested approval for an app that the sign-in service rates as risky.",
            "Review the request in the admin center (Enterprise applications → Admin consent requests)."),
        Of(650051, ConsentSubject, Administrator, "The app could not be added to the tenant",
            "Its service principal already exists or is being created, its permissions are out of date, or the "
                + "tenant is unmanaged. The text of the error says which.",
            "Sign in once more: the first attempt in a tenant can fail. If it fails again, delete the enterprise "
                + "application and consent again."),
        Of(90099, ConsentSubject, Administrator, "The app is not authorised for partner access",
            "A delegated administrator of a partner used an app that the customer’s tenant has not authorised.",
            "Consent to the app in the customer’s tenant first."),
        Of(700020, ConsentSubject, You, "The sign-in service needs you to act",
            "The grant requires an interaction, such as consent or another sign-in.",
            "Continue at the sign-in service."),
        Of(9002341, ConsentSubject, You, "Single sign-on needs your permission",
            "You have not yet allowed the app to sign you in with the account of the device.",
            "Sign in again and accept."),
    ];
}

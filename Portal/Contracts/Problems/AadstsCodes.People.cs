using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>Codes about scopes, consent, accounts and policies.</summary>
public static partial class AadstsCodes
{
    private const string ScopesSubject = "Scopes";
    private const string ConsentSubject = "Consent";
    private const string PeopleSubject = "Accounts and policies";

    private static AadstsCode[] Scopes() =>
    [
        Of(70011, ScopesSubject, "A scope has an invalid format",
            "It is empty, contains a space, or combines .default with named scopes.",
            "Write each scope as {client id}/{scope} in DownstreamApis:{api}:Scopes.",
            FixOwner.ClientDeveloper),
        Of(650053, ScopesSubject, "The API has no such scope",
            "The resource is known, but exposes no delegated permission with this name.",
            "Compare DownstreamApis:{api}:Scopes with Expose an API in the API’s registration.",
            FixOwner.ClientDeveloper),
        Of(28000, ScopesSubject, "The scopes belong to several APIs",
            "A token is for one resource, but the request named scopes of several.",
            "List scopes of one resource only in each entry of DownstreamApis.",
            FixOwner.ClientDeveloper),
        Of(1002012, ScopesSubject, "Without a user, only .default is possible",
            "An app without a user cannot request individual scopes.",
            "Request {client id}/.default.",
            FixOwner.ClientDeveloper),
        Of(90009, ScopesSubject, "An app requested a token for itself by its URI",
            "An app that requests a token for itself must use its client ID.",
            "Use {client id}/user_impersonation, not api://….",
            FixOwner.ClientDeveloper),
    ];

    private static AadstsCode[] Consent() =>
    [
        Of(65001, ConsentSubject, "Consent is missing",
            "Neither the user nor an administrator has consented to the portal calling the API on the user’s behalf, or the consent was revoked.",
            "Consent when the portal requests it. An administrator can consent for everyone with the link on /access.",
            FixOwner.You),
        Of(65004, ConsentSubject, "Consent was declined",
            "The user declined on the consent page.",
            "Try again and accept if you want the portal to do this for you.",
            FixOwner.You),
        Of(90094, ConsentSubject, "Only an administrator can consent",
            "The permission requires an administrator, or a policy of the organisation does not let users consent.",
            "Send an administrator the link on /access.",
            FixOwner.Administrator),
        Of(90095, ConsentSubject, "An administrator must approve first",
            "In this organisation users can request consent, and an administrator decides.",
            "Request approval on the sign-in service’s page, or send an administrator the link on /access.",
            FixOwner.Administrator),
    ];

    private static AadstsCode[] People() =>
    [
        Of(50105, PeopleSubject, "The user is not assigned to the app",
            "The app requires an assignment, and neither the user nor a group with the user as a direct member has one.",
            "Assign the user under Enterprise applications → the app → Users and groups. Members of nested groups are not assigned.",
            FixOwner.Administrator),
        Of(50057, PeopleSubject, "The account is disabled",
            "The account cannot be used to sign in.",
            "An administrator can enable it again.",
            FixOwner.Administrator),
        Of(50058, PeopleSubject, "Nobody is signed in to the sign-in service",
            "A silent sign-in was requested, but there is no session.",
            "Sign in. When you open a page, the portal starts the sign-in itself.",
            FixOwner.You),
        Of(50076, PeopleSubject, "A second factor is required",
            "A policy requires a stronger sign-in for this API.",
            "Continue at the sign-in service and confirm your identity; the page then loads.",
            FixOwner.You),
        Of(50079, PeopleSubject, "A second factor must be set up first",
            "A policy requires one, but the account has none yet.",
            "Continue at the sign-in service, which guides you through the setup.",
            FixOwner.You),
        Of(500121, PeopleSubject, "The second factor failed",
            "It was cancelled, timed out or was not correct.",
            "Try again.",
            FixOwner.You),
        Of(53003, PeopleSubject, "A Conditional Access policy blocks access",
            "A stronger sign-in would not help: the location, device or app is not allowed.",
            "Ask an administrator; the sign-in log names the policy.",
            FixOwner.Administrator),
        Of(50173, PeopleSubject, "The session was ended",
            "The password was changed, or an administrator revoked all sessions, after the token was issued.",
            "Sign in again.",
            FixOwner.You),
    ];
}

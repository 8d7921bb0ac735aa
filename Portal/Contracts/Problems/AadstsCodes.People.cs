using Portal.Contracts.Access;

namespace Portal.Contracts.Problems;

/// <summary>What people agree to, and what is demanded of them.</summary>
public static partial class AadstsCodes
{
    private const string ScopesSubject = "Scopes";
    private const string ConsentSubject = "Consent";
    private const string PeopleSubject = "Accounts and policies";

    private static AadstsCode[] Scopes() =>
    [
        Of(70011, ScopesSubject, "A scope is not written as scopes are",
            "It is empty, has a space in it, or mixes .default with named scopes.",
            "Write each scope as {client id}/{scope} in DownstreamApis:{api}:Scopes.",
            FixOwners.Developer),
        Of(650053, ScopesSubject, "The API has no such scope",
            "The resource is known, and exposes no delegated permission of that name.",
            "Compare DownstreamApis:{api}:Scopes with Expose an API of the API’s registration.",
            FixOwners.Developer),
        Of(28000, ScopesSubject, "The scopes name two APIs",
            "A token is for one resource; the request asked for scopes of several.",
            "Keep the scopes of one resource in each entry of DownstreamApis.",
            FixOwners.Developer),
        Of(1002012, ScopesSubject, "Without a user there is only .default",
            "An app that signs in as itself cannot name single scopes.",
            "Ask for {client id}/.default.",
            FixOwners.Developer),
        Of(90009, ScopesSubject, "An app asked for itself by its URI",
            "For a token of its own an app has to name itself by its client id.",
            "Write {client id}/user_impersonation, not api://….",
            FixOwners.Developer),
    ];

    private static AadstsCode[] Consent() =>
    [
        Of(65001, ConsentSubject, "Nobody has agreed to this yet",
            "Neither the user nor an administrator has allowed the portal to call the API on the user’s behalf; or it was taken back.",
            "Grant access when the portal asks. An administrator can grant it for everyone, by the link on /access.",
            FixOwners.You),
        Of(65004, ConsentSubject, "The permission was declined",
            "The consent page was answered with no.",
            "Try again and accept, if you want the portal to do this for you.",
            FixOwners.You),
        Of(90094, ConsentSubject, "Only an administrator can agree to this",
            "The permission, or a rule of the organisation, keeps users from granting it themselves.",
            "Send an administrator the link on /access.",
            FixOwners.Administrator),
        Of(90095, ConsentSubject, "An administrator has to approve first",
            "The organisation lets users ask for a permission, and somebody else decide.",
            "Ask for approval on the authority’s page, or send an administrator the link on /access.",
            FixOwners.Administrator),
    ];

    private static AadstsCode[] People() =>
    [
        Of(50105, PeopleSubject, "The user is not assigned to the app",
            "The app demands an assignment, and neither the user nor one of the user’s direct groups has one.",
            "Enterprise applications → the app → Users and groups: assign the user. Nested groups do not count.",
            FixOwners.Administrator),
        Of(50057, PeopleSubject, "The account is disabled",
            "Nobody can sign in with it.",
            "An administrator can enable it again.",
            FixOwners.Administrator),
        Of(50058, PeopleSubject, "Nobody is signed in at the authority",
            "A silent sign-in was asked for, and there is no session to take it from.",
            "Sign in; the portal does so by itself where a person is waiting.",
            FixOwners.You),
        Of(50076, PeopleSubject, "A second factor is demanded",
            "A policy wants more proof for this API than the sign-in brought.",
            "Continue at the authority and confirm who you are; the page then loads.",
            FixOwners.You),
        Of(50079, PeopleSubject, "A second factor has to be set up first",
            "A policy wants one, and the account has none yet.",
            "Continue at the authority, which leads through it.",
            FixOwners.You),
        Of(500121, PeopleSubject, "The second factor was not given",
            "It was cancelled, timed out or did not fit.",
            "Try again.",
            FixOwners.You),
        Of(53003, PeopleSubject, "A Conditional Access policy blocks it",
            "No further proof would help: place, device or app are not allowed.",
            "Ask an administrator which policy; the sign-in log names it.",
            FixOwners.Administrator),
        Of(50173, PeopleSubject, "The session was ended",
            "The password was changed, or an administrator revoked all sessions, after the token was issued.",
            "Sign in again.",
            FixOwners.You),
    ];
}

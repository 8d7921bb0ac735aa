using AccessContract.Checks;
using Portal.Contracts.Problems;

namespace Portal.Components.Diagnostics;

/// <summary>What the portal's own problem codes mean, whatever page shows them.</summary>
internal static class ProblemCodeTexts
{
    public const string Subject = "Problems of the portal and the APIs";

    public static IReadOnlyList<ExplainedCode> All { get; } =
    [
        Of(
            ProblemCodes.AccessBlocked, FixOwner.Administrator, "The sign-in service blocks the user",
            "A policy, a disabled account or a missing assignment: signing in again changes nothing.",
            "Send the AADSTS code that is shown with the problem to an administrator."),
        Of(
            ProblemCodes.AudienceWrong, FixOwner.ClientDeveloper, "The token is for another app",
            "Its audience is not the app that received it.",
            "Request a token for a scope of that app."),
        Of(
            ProblemCodes.AuditUnavailable, FixOwner.Operator, "The audit log cannot be written",
            "Changes that cannot be recorded are refused before they are made.",
            "Check the storage of the audit log; the Setup check shows its state."),
        Of(
            ProblemCodes.AuthorityUnavailable, FixOwner.Operator, "The sign-in service does not respond",
            "It cannot be reached, or reports a failure, and without it there is no token.",
            "Try again. If it lasts, check the network and the state of the sign-in service."),
        Of(
            ProblemCodes.ChangeRefused, FixOwner.You, "The API refused the change",
            "The values do not meet its rules, or the row cannot be changed now.",
            "Correct the values that the problem names."),
        Of(
            ProblemCodes.ClaimsChallengeFailed, FixOwner.ApiDeveloper, "A stronger sign-in was not enough",
            "The API requested one, and refused the token that it led to.",
            "Send the trace ID to the developer of the API."),
        Of(
            ProblemCodes.ConsentRequired, FixOwner.You, "Consent is missing",
            "Nobody has allowed the portal to call the API on behalf of the user.",
            "Grant access with the button, or ask an administrator to consent for everyone."),
        Of(
            ProblemCodes.ContractInvalid, FixOwner.ApiDeveloper, "The API document cannot be used",
            "The portal cannot read the OpenAPI document of the API.",
            "Compare the document with docs/data-views.md."),
        Of(
            ProblemCodes.DirectoryRoleMissing, FixOwner.Administrator, "A directory role is missing",
            "Microsoft Graph allows this change only to users with a certain directory role.",
            "Request the role that the problem names."),
        Of(
            ProblemCodes.DownstreamInvalid, FixOwner.ApiDeveloper, "The API sent an unusable response",
            "It is not in the form that its document describes.",
            "Send the trace ID to the developer of the API."),
        Of(
            ProblemCodes.DownstreamThrottled, null, "The API limits requests",
            "It received too many requests in a short time.",
            "Wait for the time that the page shows, then try again."),
        Of(
            ProblemCodes.DownstreamTimeout, FixOwner.Operator, "The API responds too slowly",
            "There was no response within the time limit.",
            "Try again, or request fewer rows."),
        Of(
            ProblemCodes.DownstreamUnavailable, FixOwner.Operator, "The API does not respond",
            "It cannot be reached, or reports a failure.",
            "Try again. If it lasts, check that the API runs."),
        Of(
            ProblemCodes.ExportLimit, FixOwner.You, "Too many exports run",
            "A user can run a limited number of exports at the same time.",
            "Wait for one to end, or cancel it."),
        Of(
            ProblemCodes.ExportTooLarge, FixOwner.You, "The export has too many rows",
            "The file format cannot hold them.",
            "Filter the view, or export it as CSV."),
        Of(
            ProblemCodes.InteractionRequired, FixOwner.You, "The sign-in service needs the user",
            "It issues no token before a further step, such as confirming a second factor.",
            "Continue at the sign-in service with the button."),
        Of(
            ProblemCodes.InternalError, FixOwner.Operator, "The portal failed",
            "An unexpected error; the details are in the log of the portal.",
            "Send the trace ID to the portal operator."),
        Of(
            ProblemCodes.NotFound, null, "Not found",
            "The view, the row or the page does not exist, or no longer.",
            "Check the address."),
        Of(
            ProblemCodes.PortalUnavailable, FixOwner.Operator, "The portal’s backend does not respond",
            "The pages run, but cannot reach /api.",
            "Try again. If it lasts, check Portal:Urls and the log of the portal."),
        Of(
            ProblemCodes.QueryInvalid, FixOwner.You, "The view does not support the query",
            "A filter, a sort order or a page is not one that the API publishes.",
            "Remove the filter that the problem names."),
        Of(
            ProblemCodes.RateLimited, FixOwner.You, "Too many requests",
            "The portal limits the requests of each user and address.",
            "Wait for the time that the page shows."),
        Of(
            ProblemCodes.RequestInvalid, FixOwner.You, "The request is not valid",
            "The text or the values cannot be read.",
            "Correct what the problem names."),
        Of(
            ProblemCodes.RoleMissing, FixOwner.Administrator, "An app role is missing",
            "The token lacks the role that the API requires for the operation.",
            "Ask an administrator to assign the role; the page Access has a text for the request."),
        Of(
            ProblemCodes.SavedViewsUnavailable, FixOwner.Operator, "Saved views cannot be used",
            "Their storage does not respond. Views, filters and data are not affected.",
            "Try again. If it lasts, check the storage; the Setup check shows its state."),
        Of(
            ProblemCodes.ScopeMissing, FixOwner.You, "A scope is missing",
            "The token lacks the scope that the API requires for the operation.",
            "Grant access with the button, or add the scope to the settings."),
        Of(
            ProblemCodes.SettingsInvalid, FixOwner.Operator, "A setting is wrong",
            "The sign-in service refuses the portal itself: its credential, its registration or a scope.",
            "Run the Setup check, which names the setting."),
        Of(
            ProblemCodes.SignInRequired, FixOwner.You, "Sign-in is required",
            "The session is over, or its tokens can no longer be renewed.",
            "Sign in again."),
        Of(
            ProblemCodes.Stale, FixOwner.You, "It changed in the meantime",
            "Somebody else changed the row or the assignment after the page had loaded it.",
            "Review the current version, then try again."),
        Of(
            ProblemCodes.TokenExpired, FixOwner.You, "The token is expired",
            "Its lifetime is over, or a clock is wrong.",
            "Try again; the Setup check compares the clocks."),
        Of(
            ProblemCodes.TokenInvalid, FixOwner.ClientDeveloper, "The token is not valid",
            "A check failed, such as the signature, the issuer or the tenant.",
            "Decode the token on the page Tokens to see which check failed."),
        Of(
            ProblemCodes.TokenKindWrong, FixOwner.ClientDeveloper, "The kind of token is wrong",
            "The operation is for users only, or for applications only.",
            "The page No user? explains which of the two an app should send."),
        Of(
            ProblemCodes.TokenMissing, FixOwner.ClientDeveloper, "There is no token",
            "The request has no bearer token.",
            "Send a token in the Authorization header."),
    ];

    private static ExplainedCode Of(string code, FixOwner? who, string title, string meaning, string fix) =>
        new(code, Subject, title, meaning, fix, who);
}

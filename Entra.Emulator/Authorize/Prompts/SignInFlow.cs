using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>
/// Runs the steps between an authorization request and its response: pick an account, check access, confirm with a
/// second factor, consent. A step that needs input shows a page.
/// </summary>
internal sealed class SignInFlow(
    TenantDirectory tenant,
    AccountPrompt account,
    AccessRequirements requirements,
    ConfirmationPrompt confirmation,
    ConsentPrompt consent)
{
    /// <exception cref="EntraErrorException">The user declined or has no access, or no page may be shown.</exception>
    public async Task<SignInFlowResult> RunAsync(HttpContext http, AuthorizeRequest request, PromptResponses responses)
    {
        if (await account.AskAsync(http, request, responses) is not var (user, signIn))
        {
            return request.IsSilent
                ? throw new EntraErrorException(EntraErrors.SessionMissing())
                : new(Page.Accounts(request, tenant));
        }

        if (requirements.FindError(request.Client, user, [.. request.Scopes.Resources.Select(r => r.Resource)]) is { } error)
            return Refuse(http, request, user, error);

        if (await confirmation.AskAsync(http, request, user, signIn, responses.Confirmation) is not { } confirmed)
            return new(Page.Confirmation(request, user, signIn.SessionId, tenant));
        if (consent.Ask(request, user, responses) is { } consentRequest)
            return new(Page.Consent(request, user, signIn.SessionId, tenant, consentRequest));

        return new(null) { SignedIn = (user, confirmed) };
    }

    private SignInFlowResult Refuse(HttpContext http, AuthorizeRequest request, UserAccount user, EntraError error) =>
        request.IsSilent
            ? throw new EntraErrorException(error with { Error = "interaction_required" })
            : new(Page.AccessDenied(ErrorReport.Create(error, http), request, user, tenant));
}

/// <summary>The page to show next; without one, the user who signed in.</summary>
internal sealed record SignInFlowResult(IResult? Page)
{
    public (UserAccount User, SignIn SignIn)? SignedIn { get; init; }
}

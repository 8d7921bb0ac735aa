using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>
/// The questions between a request and its answer: which account, may they at all, is it really them, do they
/// consent. Each is a page when it must be asked.
/// </summary>
internal sealed class SignInFlow(
    TenantDirectory tenant,
    AccountPrompt account,
    AccessRequirements requirements,
    ConfirmationPrompt confirmation,
    ConsentPrompt consent)
{
    /// <exception cref="EntraErrorException">The person declined, may not, or may not be asked.</exception>
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

/// <summary>The page to show next; or, when there is none, who signed in.</summary>
internal sealed record SignInFlowResult(IResult? Page)
{
    public (UserAccount User, SignIn SignIn)? SignedIn { get; init; }
}

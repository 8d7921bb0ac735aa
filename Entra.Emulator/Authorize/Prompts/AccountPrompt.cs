using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>
/// Selects the account: the one just picked, otherwise the one signed in or the one that both hints name, unless the client
/// requires the account picker.
/// </summary>
internal sealed partial class AccountPrompt(
    TenantDirectory tenant,
    SessionCookie sessions,
    TimeProvider time,
    ILogger<AccountPrompt> logger)
{
    /// <summary>Null when the account picker must be shown.</summary>
    public async Task<(UserAccount User, SignIn SignIn)?> AskAsync(
        HttpContext http, AuthorizeRequest request, PromptResponses responses)
    {
        var session = await sessions.ReadAsync(http);
        if (responses.UseAnotherAccount)
            return null;
        if (tenant.FindUser(responses.Account) is { } picked)
        {
            // The picked account is posted again by the following pages. Only the first post starts a session.
            var isSigningInAgain = request.Prompt.HasFlag(Prompt.SignInAgain) && responses.Session != session?.SignIn.SessionId;
            return session?.User == picked && !isSigningInAgain ? session : await StartAsync(http, request, picked);
        }

        var hint = tenant.FindUserByPrincipalName(request.LoginHint);
        if (request.Prompt.HasFlag(Prompt.PickAccount))
            return null;

        // Not the account of the session instead of one that was named and does not exist.
        if (hint is null && request.LoginHint is not null && IsDirect(request))
            return null;
        if (hint is null || hint == session?.User)
            return session;

        return IsDirect(request) ? await StartAsync(http, request, hint) : null;
    }

    // Entra then leads to the password of the account, and there are no passwords here.
    private bool IsDirect(AuthorizeRequest request) =>
        !request.IsSilent && string.Equals(request.DomainHint, tenant.Domain, StringComparison.OrdinalIgnoreCase);

    private async Task<(UserAccount User, SignIn SignIn)> StartAsync(
        HttpContext http, AuthorizeRequest request, UserAccount user)
    {
        var signIn = SignIn.New(time);
        await SessionCookie.WriteAsync(http, user, signIn);
        LogSignedIn(logger, user.UserName, request.Client.Name);
        return (user, signIn);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} signed in, to use {Client}")]
    private static partial void LogSignedIn(ILogger logger, string user, string client);
}

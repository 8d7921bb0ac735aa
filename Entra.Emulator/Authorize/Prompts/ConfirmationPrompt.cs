using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>Asks for a second factor when the claims parameter or a policy of a resource requires it.</summary>
internal sealed partial class ConfirmationPrompt(AccessRequirements requirements, ILogger<ConfirmationPrompt> logger)
{
    /// <summary>
    /// The sign-in, with the required authentication contexts added; null when the prompt must be shown.
    /// </summary>
    /// <exception cref="EntraErrorException">The user declined, or no page may be shown.</exception>
    public async Task<SignIn?> AskAsync(
        HttpContext http, AuthorizeRequest request, UserAccount user, SignIn signIn, PromptResponse response)
    {
        var resources = request.Scopes.Resources.Select(r => r.Resource);
        var missing = requirements.MissingAuthenticationContexts(user, signIn, request.Client, resources, request.Contexts).ToArray();
        if (missing.Length == 0)
            return signIn;
        if (request.IsSilent)
            throw new EntraErrorException(missing[0].Error);
        if (response == PromptResponse.Cancel)
            throw new EntraErrorException(EntraErrors.ConfirmationDeclined());
        if (response != PromptResponse.Accept)
            return null;

        var confirmed = signIn.Confirmed(missing.Select(d => d.Context));
        await SessionCookie.WriteAsync(http, user, confirmed);
        LogConfirmed(logger, user.UserName, request.Client.Name);
        return confirmed;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} confirmed the sign-in with a second factor, for {Client}")]
    private static partial void LogConfirmed(ILogger logger, string user, string client);
}

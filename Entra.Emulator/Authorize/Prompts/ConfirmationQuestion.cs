using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>Is it really them: asked when the request's claims or a resource's policy demand it.</summary>
internal sealed partial class ConfirmationQuestion(AccessRequirements requirements, ILogger<ConfirmationQuestion> logger)
{
    /// <summary>The sign-in, confirmed where it had to be; null when the person must be asked.</summary>
    /// <exception cref="EntraErrorException">The person declined, or may not be asked.</exception>
    public async Task<SignIn?> AskAsync(
        HttpContext http, AuthorizeRequest request, UserAccount user, SignIn signIn, Answer answer)
    {
        var resources = request.Scopes.Resources.Select(r => r.Resource);
        var missing = requirements.MissingAuthenticationContexts(user, signIn, request.Client, resources, request.Contexts).ToArray();
        if (missing.Length == 0)
            return signIn;
        if (request.IsSilent)
            throw new EntraErrorException(missing[0].Error);
        if (answer == Answer.Cancel)
            throw new EntraErrorException(EntraErrors.ConfirmationDeclined());
        if (answer != Answer.Accept)
            return null;

        var confirmed = signIn.Confirmed(missing.Select(d => d.Context));
        await SessionCookie.WriteAsync(http, user, confirmed);
        LogConfirmed(logger, user.UserName, request.Client.Name);
        return confirmed;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} confirmed the sign-in with a second factor, for {Client}")]
    private static partial void LogConfirmed(ILogger logger, string user, string client);
}

using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>Asks for the permissions that have not been consented to, and stores the consent.</summary>
internal sealed partial class ConsentPrompt(
    TenantDirectory tenant,
    ConsentStore consents,
    RequestedPermissions permissions,
    ILogger<ConsentPrompt> logger)
{
    /// <summary>
    /// The permissions to request; null when the user has consented to everything, earlier or with this response.
    /// </summary>
    /// <exception cref="EntraErrorException">The user declined, or no page may be shown.</exception>
    public ConsentRequest? Ask(AuthorizeRequest request, UserAccount user, PromptResponses responses)
    {
        var requested = permissions.Of(request, user);
        var missing = requested.Where(w => !w.IsGranted).ToArray();
        var forced = request.Prompt.HasFlag(Prompt.Consent);
        if (missing.Length == 0 && !forced)
            return null;

        if (request.IsSilent)
        {
            var error = EntraErrors.ConsentMissing(missing[0].Consent.Client, missing[0].Consent.Resource);
            throw new EntraErrorException(error with { Error = "interaction_required" });
        }

        if (responses.Consent == PromptResponse.Cancel)
            throw new EntraErrorException(EntraErrors.ConsentDeclined());

        var needsAdministrator = !user.IsAdministrator && missing.Any(NeedsAdministrator);
        if (responses.Consent != PromptResponse.Accept || needsAdministrator)
        {
            return new ConsentRequest([.. (forced ? requested : missing).Select(r => r.Consent)])
            {
                NeedsAdministrator = needsAdministrator,
                Reach = user.IsAdministrator ? ConsentReach.SelfOrEveryone : ConsentReach.Self,
            };
        }

        var everyone = responses.Everyone && user.IsAdministrator;
        foreach (var line in requested.Select(r => r.Consent))
            consents.Grant(line.Client, everyone ? null : user, line.Resource, [line.Scope.Value]);

        var scopes = string.Join(' ', requested.Select(r => r.Consent.Scope.Value));
        LogConsented(logger, user.UserName, request.Client.Name, scopes, everyone ? "everyone" : user.UserName);
        return null;
    }

    // Users cannot consent to an app that requires assignment: an administrator decides who uses it.
    private bool NeedsAdministrator(RequestedPermission requested) =>
        requested.Consent.Scope.AdminOnly || !tenant.UserConsent || requested.Consent.Client.Principal is { AssignmentRequired: true };

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} consented to {Client}: {Scopes}, for {Whom}")]
    private static partial void LogConsented(ILogger logger, string user, string client, string scopes, string whom);
}

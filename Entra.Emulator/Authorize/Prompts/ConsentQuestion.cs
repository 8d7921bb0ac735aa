using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>Which permissions a person must still be asked for, and what becomes of the answer.</summary>
internal sealed partial class ConsentQuestion(
    TenantDirectory tenant,
    Consents consents,
    WantedPermissions permissions,
    ILogger<ConsentQuestion> logger)
{
    /// <summary>What to ask for now; null when the person has agreed to all, earlier or with this answer.</summary>
    /// <exception cref="EntraErrorException">The person declined, or may not be asked.</exception>
    public ConsentDemand? Ask(AuthorizeRequest request, UserAccount user, Answers answers)
    {
        var wanted = permissions.Of(request, user);
        var missing = wanted.Where(w => !w.IsGranted).ToArray();
        var forced = request.Prompt.HasFlag(Prompt.Consent);
        if (missing.Length == 0 && !forced)
            return null;

        if (request.IsSilent)
        {
            var error = EntraErrors.ConsentMissing(missing[0].Line.Client, missing[0].Line.Resource);
            throw new EntraErrorException(error with { Error = "interaction_required" });
        }

        if (answers.Consent == Answer.Cancel)
            throw new EntraErrorException(EntraErrors.ConsentDeclined());

        var needsAdministrator = !user.IsAdministrator && missing.Any(NeedsAdministrator);
        if (answers.Consent != Answer.Accept || needsAdministrator)
        {
            return new ConsentDemand([.. (forced ? wanted : missing).Select(w => w.Line)])
            {
                NeedsAdministrator = needsAdministrator,
                Reach = user.IsAdministrator ? ConsentReach.OneselfOrEveryone : ConsentReach.Oneself,
            };
        }

        var everyone = answers.Everyone && user.IsAdministrator;
        foreach (var line in wanted.Select(w => w.Line))
            consents.Grant(line.Client, everyone ? null : user, line.Resource, [line.Scope.Value]);

        var scopes = string.Join(' ', wanted.Select(w => w.Line.Scope.Value));
        LogConsented(logger, user.UserName, request.Client.Name, scopes, everyone ? "everyone" : user.UserName);
        return null;
    }

    // Where an assignment is required, people were told apart on purpose: so they cannot let the app in by themselves.
    private bool NeedsAdministrator(WantedPermission wanted) =>
        wanted.Line.Scope.AdminOnly || !tenant.UserConsent || wanted.Line.Client.Principal is { AssignmentRequired: true };

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} consented to {Client}: {Scopes}, for {Whom}")]
    private static partial void LogConsented(ILogger logger, string user, string client, string scopes, string whom);
}

using Entra.Emulator.OAuth;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Authorize;

/// <summary>Which permissions a person must still be asked for, and what becomes of the answer.</summary>
internal sealed partial class ConsentQuestion(TenantDirectory tenant, Consents consents, ILogger<ConsentQuestion> logger)
{
    /// <summary>The permissions to ask for now; none when the person has agreed to all, earlier or with this answer.</summary>
    /// <exception cref="EntraRefusedException">The person declined, or may not be asked.</exception>
    public IReadOnlyList<ConsentLine> Ask(AuthorizeRequest request, UserAccount user, Answer answer)
    {
        var wanted = Wanted(request).ToArray();
        var missing = wanted.Where(w => IsMissing(request.Client, user, w)).ToArray();
        var forced = request.Prompt.HasFlag(Prompt.Consent) && answer == Answer.None;
        if (missing.Length == 0 && !forced)
            return [];

        if (request.IsSilent)
        {
            var refusal = EntraErrors.ConsentMissing(request.Client, missing[0].Resource);
            throw new EntraRefusedException(refusal with { Error = "interaction_required" });
        }

        switch (answer)
        {
            case Answer.Cancel:
                throw new EntraRefusedException(EntraErrors.ConsentDeclined());

            case Answer.Accept:
                foreach (var scopes in wanted)
                    consents.Grant(request.Client, user, scopes.Resource, scopes.ToConsentTo(request.Client));

                LogConsented(logger, user.UserName, request.Client.Name, request.Wire.Scope);
                return [];

            default:
                return [.. (forced ? wanted : missing).SelectMany(s => Describe(request.Client, user, s, forced))];
        }
    }

    // openid and its kin are permissions of Graph, and are consented to as such.
    private IEnumerable<ResourceScopes> Wanted(AuthorizeRequest request) => request.Scopes.Resources.Append(
        new ResourceScopes(tenant.FindResource(TenantDirectory.GraphUri)!, "", request.Scopes.OpenId));

    // .default asks only while nothing at all is granted for the resource.
    private bool IsMissing(App client, UserAccount user, ResourceScopes scopes) =>
        scopes.ToConsentTo(client).Count > 0 && !scopes.IsCoveredBy(consents.Granted(client, user, scopes.Resource));

    private IEnumerable<ConsentLine> Describe(App client, UserAccount user, ResourceScopes scopes, bool all)
    {
        var granted = consents.Granted(client, user, scopes.Resource);
        return
            from name in scopes.ToConsentTo(client)
            where all || !granted.Contains(name)
            let scope = scopes.Resource.Scopes.First(s => s.Value == name)
            select new ConsentLine(scopes.Resource, scope);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} consented to {Client}: {Scope}")]
    private static partial void LogConsented(ILogger logger, string user, string client, string? scope);
}

/// <summary>A line on the consent page.</summary>
public sealed record ConsentLine(App Resource, AppScope Scope);

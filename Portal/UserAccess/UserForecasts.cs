using System.Security.Claims;
using AccessContract;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Auth;
using Portal.Consents;
using Portal.Contracts.Access;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Contracts.Tokens;
using Portal.Contracts.UserAccess;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.UserAccess;

/// <summary>Combines the facts about a user in the directory with the requirements of the downstream APIs.</summary>
internal sealed class UserForecasts(
    AccessLookup lookup,
    DownstreamApis apis,
    OnBehalfOf onBehalfOf,
    ContractStore contracts,
    AccessReader reader,
    IOptions<AzureAdSettings> azureAd)
{
    /// <exception cref="ProblemException">The directory cannot be read, or not by the caller, or the user does not
    /// exist.</exception>
    public async Task<UserAccessReport> ReadAsync(Guid person, HttpContext context, CancellationToken cancellationToken)
    {
        var resources = apis.Names.ToDictionary(name => name, name => ApiScopes.Read(onBehalfOf.Scopes(name)), StringComparer.Ordinal);
        var requested = resources.Values.Select(r => r.Resource).OfType<Guid>().Distinct().ToList();
        var facts = await lookup.ReadAsync(
            person, Guid.Parse(azureAd.Value.ClientId!), requested, context.User, cancellationToken);
        var self = Guid.TryParse(context.User.FindFirstValue("oid"), out var own) && own == person;
        var forecasts = new List<ApiForecast>();
        foreach (var name in apis.Names)
        {
            var forecast = await ForecastAsync(name, resources[name], facts, context, cancellationToken);
            forecasts.Add(self && forecast.State != ForecastState.Unknown
                ? forecast with { OwnToken = await CompareAsync(name, forecast, context, cancellationToken) }
                : forecast);
        }

        return new UserAccessReport(
            facts.Person.Summary,
            self,
            facts.Person.AccountEnabled is not false,
            forecasts,
            facts.IsWhole && requested.Count <= AccessLookup.MaxApis,
            facts.Requests);
    }

    private async Task<ApiForecast> ForecastAsync(
        string api, ApiScopes scopes, DirectoryFacts facts, HttpContext context, CancellationToken cancellationToken)
    {
        if (facts.Apis.FirstOrDefault(a => a.Id == scopes.Resource) is not { Principal: { } principal } known)
            return new ApiForecast(api, api, ForecastState.Unknown, [], [], [], UnknownApi(api).Traced(context));

        var roles = RoleForecast.Of(facts.Of(principal));
        var consents = ConsentForecast.Of(
            scopes.Names, principal, new GivenConsents(principal, known.PreAuthorized, facts.Grants));
        var lines = roles.Roles.Select(r => new RoleForecastLine(
            r.Role.Value ?? r.Role.Id,
            r.Role.Title,
            r.Role.Description,
            r.InToken,
            [.. r.Reasons.Select(reason => reason.Text(facts.Person.Name))])).ToList();
        var (title, operations, problem) = await EvaluateAsync(api, roles, consents, context, cancellationToken);
        return new ApiForecast(api, title, StateOf(roles, consents, operations), lines, consents, operations, problem);
    }

    // Consent that the user can give later does not block a scope; consent that only an administrator can give does.
    private async Task<(string Title, IReadOnlyList<OperationAccess> Operations, ApiProblem? Problem)> EvaluateAsync(
        string api, RoleForecast roles, IReadOnlyList<ScopeForecastLine> scopes, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            var contract = await contracts.GetAsync(api, cancellationToken);
            IReadOnlyList<string> consented = roles.Refused ? [] : [.. scopes.Where(s => !IsBlocked(s)).Select(s => s.Scope)];
            return (contract.Title, reader.Forecast(api, contract, consented, roles.TokenRoles), null);
        }
        catch (ProblemException exception)
        {
            return (api, [], exception.Problem.Traced(context));
        }
    }

    private async Task<OwnTokenComparison> CompareAsync(
        string api, ApiForecast forecast, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            var before = TokenFacts.Read((await onBehalfOf.DecodeTokenAsync(api, context.User, fresh: false, cancellationToken)).Claims);
            var now = TokenFacts.Read((await onBehalfOf.DecodeTokenAsync(api, context.User, fresh: true, cancellationToken)).Claims);
            return new OwnTokenComparison(
                now.Roles,
                now.IssuedAt,
                ForecastComparison.Differences([.. forecast.Roles.Where(r => r.InToken).Select(r => r.Value)], now.Roles),
                ForecastComparison.Before(before.Roles, now.Roles));
        }
        catch (ProblemException exception)
        {
            return new OwnTokenComparison([], IssuedAt: null, [], Problem: exception.Problem.Traced(context));
        }
    }

    private static string StateOf(RoleForecast roles, IReadOnlyList<ScopeForecastLine> scopes, IReadOnlyList<OperationAccess> operations) =>
        roles.Refused ? ForecastState.NotAssigned
        : scopes.Any(IsBlocked) ? ForecastState.ConsentMissing
        : operations.Count == 0 || operations.Views().Any(v => v.IsAllowed) ? ForecastState.Allowed
        : ForecastState.RoleMissing;

    private static bool IsBlocked(ScopeForecastLine scope) => scope is { AdminOnly: true, Source: ConsentSource.None };

    private static ApiProblem UnknownApi(string api) => new(
        ProblemCodes.SettingsInvalid,
        StatusCodes.Status502BadGateway,
        $"{api} cannot be looked up in the directory",
        $"The lookup needs the client id of an API that is known in this tenant: write DownstreamApis:{api}:Scopes as "
            + "{client id}/{scope}.",
        Api: api);
}

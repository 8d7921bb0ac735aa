using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>What an address or a body about consents may say, checked before any of it goes into a call.</summary>
internal sealed record ConsentQuery(string? Client, string? Resource, string? Principal, string? Kind, string? Next)
{
    private const int MaxMarkLength = 2000;
    private const int MaxScopeLength = 256;
    private const int MaxScopes = 200;
    private const int MaxSearchLength = 100;

    /// <exception cref="ProblemException">Something in it is none.</exception>
    public void Check()
    {
        Require(Client is null or ConsentFilter.AnyClient || IsId(Client), "client is the id of an app, or “any”.");
        Require(Resource is null || IsId(Resource), "resource is the id of an API.");
        Require(Principal is null || IsId(Principal), "principal is the id of a user.");
        Require(Kind is null or ConsentKinds.User or ConsentKinds.Everyone or ConsentKinds.PreAuthorized, "kind is user, tenant or preauthorized.");
        Require(Next is null or { Length: > 0 and <= MaxMarkLength }, "next is what the page before gave.");
    }

    /// <summary>Of other clients only what they have with the downstream APIs: with none named, the first.</summary>
    public ConsentFilter For(ConsentContext world)
    {
        var resource = Resource;
        if (Client is not null && Client != world.Self.Id)
        {
            resource ??= world.Apis.Count > 0 ? world.Apis[0].Principal.Id : null;
            Require(
                resource is not null && world.FindApi(resource) is not null,
                "Of other clients, only the consents to the portal’s downstream APIs are shown.");
        }

        return new ConsentFilter(Client, resource, Principal, Kind, Next);
    }

    public static string CheckSearch(string search)
    {
        Require(search.Trim().Length is >= 1 and <= MaxSearchLength, "search is the beginning of a name.");
        return search;
    }

    /// <param name="complete">Also what each was shown with, which a change needs.</param>
    public static void CheckShape(ConsentChangeSet asked, bool complete = false)
    {
        Require(asked.Steps.Count is > 0 and <= ConsentChangeSet.MaxCount, $"One to {ConsentChangeSet.MaxCount} consents are changed at a time.");
        Require(
            asked.Steps.All(s => IsId(s.Client) && IsId(s.Resource) && (s.Principal is null || IsId(s.Principal))),
            "client, resource and principal are ids.");
        Require(
            asked.Steps.All(s => (s.After.Count > 0 || !s.Adds) && AreScopes(s.After) && AreScopes(s.Before ?? [])),
            "A scope is one word, and a consent has few of them.");
        Require(
            asked.Steps.DistinctBy(s => (s.Client, s.Resource, s.Principal)).Count() == asked.Steps.Count,
            "Each consent is changed once.");
        Require(!complete || asked.Steps.All(s => s.Before is not null && !s.Adds), "A change says what it was decided on.");
    }

    public static IReadOnlyList<ConsentChange> CheckReach(ConsentChangeSet asked, ConsentContext world)
    {
        Require(
            asked.Steps.All(s => world.Covers(s.Client, s.Resource)),
            "Only the portal’s own consents, and those to its downstream APIs, are changed here.");
        return asked.Steps;
    }

    private static bool IsId(string id) => Guid.TryParseExact(id, "D", out _);

    private static bool AreScopes(IReadOnlyList<string> scopes) =>
        scopes.Count <= MaxScopes && scopes.All(s => s.Length is > 0 and <= MaxScopeLength && s.All(c => c is > ' ' and < '\u007f'));

    private static void Require(bool holds, string detail)
    {
        if (!holds)
            throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The request says something that cannot be", detail));
    }
}

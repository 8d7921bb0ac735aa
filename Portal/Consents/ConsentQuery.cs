using Portal.Contracts.Consents;
using Portal.Contracts.Problems;
using Portal.Contracts.Roles;
using Portal.Problems;

namespace Portal.Consents;

/// <summary>Validates requests about consents before their values are used in requests to Graph.</summary>
internal sealed record ConsentQuery(string? Client, string? Resource, string? Principal, string? Kind, string? Next)
{
    private const int MaxMarkerLength = 2000;
    private const int MaxScopeLength = 256;
    private const int MaxScopes = 200;
    private const int MaxSearchLength = 100;

    /// <exception cref="ProblemException">A value is not valid.</exception>
    public void Check()
    {
        Require(Client is null or ConsentFilter.AnyClient || IsId(Client), "client must be the id of an app, or “any”.");
        Require(Resource is null || IsId(Resource), "resource must be the id of an API.");
        Require(Principal is null || IsId(Principal), "principal must be the id of a user.");
        Require(
            Kind is null or ConsentKinds.User or ConsentKinds.Everyone or ConsentKinds.PreAuthorized,
            "kind must be user, tenant or preauthorized.");
        Require(Next is null or { Length: > 0 and <= MaxMarkerLength }, "next must be the marker from the previous page.");
    }

    /// <summary>
    /// The filter. For other clients than the portal it needs a downstream API; the first one is the default.
    /// </summary>
    public ConsentFilter ToFilter(ConsentContext context)
    {
        var resource = Resource;
        if (Client is not null && Client != context.Self.Id)
        {
            resource ??= context.Apis.Count > 0 ? context.Apis[0].Principal.Id : null;
            Require(
                resource is not null && context.FindApi(resource) is not null,
                "For other clients, only consents to the portal’s downstream APIs can be listed.");
        }

        return new ConsentFilter(Client, resource, Principal, Kind, Next);
    }

    public static string CheckSearch(string search)
    {
        Require(
            search.Trim().Length is >= 1 and <= MaxSearchLength,
            $"search must have 1 to {MaxSearchLength} characters.");
        return search;
    }

    /// <param name="complete">Requires the previous scopes of each consent, which a change needs and a preview does
    /// not.</param>
    public static void CheckShape(ConsentChangeSet set, bool complete = false)
    {
        Require(
            set.Changes.Count is > 0 and <= ConsentChangeSet.MaxCount,
            $"Between 1 and {ConsentChangeSet.MaxCount} consents can be changed at a time.");
        Require(
            set.Changes.All(c => IsId(c.Client) && IsId(c.Resource) && (c.Principal is null || IsId(c.Principal))),
            "client, resource and principal must be ids.");
        Require(
            set.Changes.All(c => (c.After.Count > 0 || !c.Adds) && AreScopes(c.After) && AreScopes(c.Before ?? [])),
            $"A consent can have up to {MaxScopes} scopes, each without spaces and of up to {MaxScopeLength} characters.");
        Require(
            set.Changes.DistinctBy(c => c.Subject).Count() == set.Changes.Count,
            "A consent can appear only once.");
        Require(
            !complete || set.Changes.All(c => c.Before is not null && !c.Adds),
            "before must contain the scopes that the preview showed; adds is for previews only.");
    }

    public static void CheckReach(ConsentChangeSet set, ConsentContext context) => Require(
        set.Changes.All(c => context.Covers(c.Client, c.Resource)),
        "Only the portal’s own consents and those to its downstream APIs can be changed here.");

    private static bool IsId(string id) => Guid.TryParseExact(id, "D", out _);

    private static bool AreScopes(IReadOnlyList<string> scopes) =>
        scopes.Count <= MaxScopes
        && scopes.All(s => s.Length is > 0 and <= MaxScopeLength && s.All(c => c is > ' ' and < '\u007f'));

    private static void Require(bool isValid, string detail)
    {
        if (!isValid)
            throw new ProblemException(new ApiProblem(
                ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, "The request is not valid", detail));
    }
}

using Portal.Contracts.Consents;

namespace Portal.Components.Consents;

/// <summary>Consents as they were shown, which is what a change of them is decided on.</summary>
internal static class ConsentsShown
{
    public static string KeyOf(ConsentEntry grant) => string.Join('~', grant.Kind, grant.Client.Id, grant.Resource.Id, grant.Principal?.Id);

    public static ConsentChange StepOf(ConsentEntry grant, IReadOnlyList<string> after) => new(
        grant.Client.Id, grant.Resource.Id, grant.Principal?.Id, after, [.. grant.Scopes.Select(s => s.Value)]);

    /// <summary>An address has no room for what was shown; where the list still shows it, it is taken from there.</summary>
    public static ConsentChange WithShown(this ConsentChange step, ConsentList? list) =>
        step.Before is null && list?.Grants.FirstOrDefault(g =>
            g.Client.Id == step.Client && g.Resource.Id == step.Resource && g.Principal?.Id == step.Principal) is { } shown
            ? step with { Before = [.. shown.Scopes.Select(s => s.Value)] }
            : step;
}

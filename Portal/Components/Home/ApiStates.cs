using Portal.Components.Data;
using Portal.Components.Shared;
using Portal.Contracts.Access;
using Portal.Contracts.SignIn;

namespace Portal.Components.Home;

/// <summary>The label, status and link for a downstream API's state for the current user.</summary>
internal static class ApiStates
{
    public static ChainBranch Branch(ApiAccess api, string returnUrl) =>
        new(
            api.Title,
            api.Title == api.Api ? "Downstream API" : api.Api,
            new ChainHop(
                "On-behalf-of token",
                Label(api.State),
                KindOf(api.State),
                Href(api, returnUrl),
                api.State == ApiAccessState.ConsentMissing));

    public static string Label(string state) => state switch
    {
        ApiAccessState.Granted => "Granted",
        ApiAccessState.ConsentMissing => "Consent missing",
        ApiAccessState.RoleMissing => "Role missing",
        ApiAccessState.Unreachable => "Unreachable",
        ApiAccessState.Refused => "Refused",
        _ => "Unknown",
    };

    public static StatusKind KindOf(string state) => state switch
    {
        ApiAccessState.Granted => StatusKind.Good,
        ApiAccessState.ConsentMissing => StatusKind.Missing,
        ApiAccessState.Unreachable => StatusKind.Broken,
        ApiAccessState.RoleMissing or ApiAccessState.Refused => StatusKind.Refused,
        _ => StatusKind.Neutral,
    };

    private static string Href(ApiAccess api, string returnUrl) => api.State switch
    {
        ApiAccessState.ConsentMissing => SessionRoutes.Consent(api.Api, returnUrl),
        ApiAccessState.Granted when api.Operations.Views().FirstOrDefault(v => v.IsAllowed) is { } view => DataUrl.Of(api.Api, view.Name),
        _ => $"tokens#{Uri.EscapeDataString(api.Api)}",
    };
}

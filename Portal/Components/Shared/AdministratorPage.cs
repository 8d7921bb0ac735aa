using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PortalPolicies = Portal.Auth.PortalPolicies;

namespace Portal.Components.Shared;

/// <summary>
/// A page for administrators of the portal. It reads from the session whether to load anything; what its user is
/// allowed to see and do, the backend decides on every request.
/// </summary>
public abstract class AdministratorPage : ComponentBase
{
    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    protected bool IsAdministrator { get; private set; }

    /// <summary>The signed-in user's object id; null where the session does not carry one.</summary>
    protected string? UserId { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is null)
            return;

        var user = (await Authentication).User;
        IsAdministrator = user.IsInRole(PortalPolicies.AdminRole);
        UserId = (user.FindFirst("oid") ?? user.FindFirst("http://schemas.microsoft.com/identity/claims/objectidentifier"))?.Value;
    }
}

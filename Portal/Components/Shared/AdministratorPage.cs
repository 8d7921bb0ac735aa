using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using PortalPolicies = Portal.Auth.PortalPolicies;

namespace Portal.Components.Shared;

/// <summary>
/// A page for administrators of the portal. It uses the session's roles to decide whether to load anything; the backend
/// authorizes every request.
/// </summary>
public abstract class AdministratorPage : ComponentBase
{
    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    protected bool IsAdministrator { get; private set; }

    /// <summary>The signed-in user's object id; null if the session does not contain one.</summary>
    protected string? UserId { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is null)
            return;

        var user = (await Authentication).User;
        IsAdministrator = user.IsInRole(PortalPolicies.AdminRole);
        UserId = UserDisplay.ObjectId(user);
    }
}

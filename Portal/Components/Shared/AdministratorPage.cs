using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Components.Access;
using PortalPolicies = Portal.Auth.PortalPolicies;

namespace Portal.Components.Shared;

/// <summary>
/// A page for administrators of the portal. It uses the session's roles to decide whether to load anything, and hides what
/// it shows when the role was removed later; the backend authorizes every request.
/// </summary>
public abstract class AdministratorPage : ComponentBase, IDisposable
{
    private bool _hasRole;

    [CascadingParameter]
    public Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    public required AccessSource CurrentAccess { get; set; }

    protected bool IsAdministrator => _hasRole && CurrentAccess.Known?.IsAdministrator is not false;

    /// <summary>The signed-in user's object id; null if the session does not contain one.</summary>
    protected string? UserId { get; private set; }

    protected override async Task OnInitializedAsync()
    {
        CurrentAccess.Changed += ShowAccess;
        if (Authentication is null)
            return;

        var user = (await Authentication).User;
        _hasRole = user.IsInRole(PortalPolicies.AdminRole);
        UserId = UserDisplay.ObjectId(user);
    }

    public virtual void Dispose()
    {
        CurrentAccess.Changed -= ShowAccess;
        GC.SuppressFinalize(this);
    }

    private void ShowAccess(object? sender, EventArgs args) => _ = InvokeAsync(StateHasChanged);
}

using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Portal.Auth;

/// <summary>
/// Of the account actions that Microsoft.Identity.Web.UI brings, keeps signing in alone. Its sign-out is a GET, which
/// any image tag could call, and its challenge takes scopes and claims from the query: ours are in SessionEndpoints.
/// </summary>
internal sealed class SignInOnlyConvention : IControllerModelConvention
{
    public void Apply(ControllerModel controller)
    {
        if (controller.ControllerName != "Account")
            return;

        foreach (var action in controller.Actions.Where(a => a.ActionName != "SignIn").ToList())
            controller.Actions.Remove(action);
    }
}

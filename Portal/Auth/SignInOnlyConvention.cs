using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Portal.Auth;

/// <summary>
/// Removes all account actions of Microsoft.Identity.Web.UI except sign-in. Its sign-out is a GET, which any image tag
/// could call, and its challenge takes scopes and claims from the query; SessionEndpoints replaces both.
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

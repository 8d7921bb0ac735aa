using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Identity.Web.UI;

/// <summary>
/// Returns 404 when the route names a scheme that is not registered, which the handlers would throw on.
/// </summary>
internal sealed class RegisteredSchemeOnlyAttribute : ActionFilterAttribute
{
    public override async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var schemes = context.HttpContext.RequestServices.GetRequiredService<IAuthenticationSchemeProvider>();
        if (context.RouteData.Values["scheme"] is string scheme && await schemes.GetSchemeAsync(scheme) is null)
            context.Result = new NotFoundResult();
        else
            await next();
    }
}

using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers;

namespace Microsoft.Identity.Web.UI;

internal sealed class AccountControllerFeatureProvider : IApplicationFeatureProvider<ControllerFeature>
{
    public void PopulateFeature(IEnumerable<ApplicationPart> parts, ControllerFeature feature)
    {
        var controller = typeof(AccountController).GetTypeInfo();
        if (!feature.Controllers.Contains(controller))
            feature.Controllers.Add(controller);
    }
}

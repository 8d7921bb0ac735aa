using System.Reflection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers;
using UIExtensions = Microsoft.Identity.Web.UI.ServiceCollectionExtensions;

namespace Portal.Tests.StandIn;

/// <summary>
/// The stand-in has the public members of the official packages. The lists come from
/// PublicAPI.Shipped.txt in the folders src/Microsoft.Identity.Web.DownstreamApi and .UI of their repository.
/// </summary>
public sealed class PublicSurfaceTests
{
    private static readonly string[] OfficialTypes =
    [
        "Microsoft.Identity.Web.DownstreamApiExtensions",
        "Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Controllers.AccountController",
        "Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Pages.Account.AccessDeniedModel",
        "Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Pages.Account.ErrorModel",
        "Microsoft.Identity.Web.UI.Areas.MicrosoftIdentity.Pages.Account.SignedOutModel",
        "Microsoft.Identity.Web.UI.ServiceCollectionExtensions",
    ];

    // The page models, because the stand-in has no pages.
    private static readonly string[] ExcludedTypes =
    [
        .. OfficialTypes.Where(t => t.Contains(".Pages.", StringComparison.Ordinal)),
    ];

    [Fact]
    public void Public_types_are_the_official_ones_except_the_pages()
    {
        var types = new[] { typeof(DownstreamApiExtensions), typeof(UIExtensions) }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Select(type => type.FullName!)
            .Distinct();

        Assert.Equal(OfficialTypes.Except(ExcludedTypes), types.Except(ExcludedTypes).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void DownstreamApiExtensions_has_the_official_methods() => Assert.Equal(
        [
            "AddDownstreamApi(IServiceCollection services, String serviceName, Action`1 configureOptions)",
            "AddDownstreamApi(IServiceCollection services, String serviceName, IConfiguration configuration)",
            "AddDownstreamApi(MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder, String serviceName, "
                + "Action`1 configureOptions)",
            "AddDownstreamApi(MicrosoftIdentityAppCallsWebApiAuthenticationBuilder builder, String serviceName, "
                + "IConfiguration configuration)",
            "AddDownstreamApis(IServiceCollection services, IConfigurationSection configurationSection)",
        ],
        MethodsOf(typeof(DownstreamApiExtensions)));

    [Fact]
    public void ServiceCollectionExtensions_has_the_official_method() => Assert.Equal(
        ["AddMicrosoftIdentityUI(IMvcBuilder builder)"],
        MethodsOf(typeof(UIExtensions)));

    [Fact]
    public void AccountController_has_the_official_actions() => Assert.Equal(
        [
            "Challenge(String redirectUri, String scope, String loginHint, String domainHint, String claims, "
                + "String policy, String scheme)",
            "EditProfile(String scheme)",
            "ResetPassword(String scheme)",
            "SignIn(String scheme, String redirectUri, String loginHint, String domainHint)",
            "SignOut(String scheme)",
        ],
        MethodsOf(typeof(AccountController)));

    [Fact]
    public void AccountController_is_an_open_MVC_controller_as_the_official_one()
    {
        var parameter = Assert.Single(Assert.Single(typeof(AccountController).GetConstructors()).GetParameters());

        Assert.Equal("microsoftIdentityOptionsMonitor", parameter.Name);
        Assert.Equal(typeof(Controller), typeof(AccountController).BaseType);
        Assert.False(typeof(AccountController).IsSealed);
    }

    private static IEnumerable<string> MethodsOf(Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(Declaration))})")
        .Order(StringComparer.Ordinal);

    private static string Declaration(ParameterInfo parameter) => $"{parameter.ParameterType.Name} {parameter.Name}";
}

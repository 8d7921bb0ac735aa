using Entra.Emulator.Authorize;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Pages;

/// <summary>The pages by name, so that who shows one need not know how it is rendered.</summary>
internal static class Page
{
    public static IResult Home(TenantDirectory tenant, EmulatorAddresses addresses) =>
        Render<HomePage>(new() { ["Tenant"] = tenant, ["Addresses"] = addresses });

    public static IResult Accounts(AuthorizeRequest request, TenantDirectory tenant) =>
        Render<AccountsPage>(new() { ["Request"] = request, ["Tenant"] = tenant });

    public static IResult Confirmation(AuthorizeRequest request, UserAccount user, TenantDirectory tenant) =>
        Render<ConfirmationPage>(new() { ["Request"] = request, ["User"] = user, ["Tenant"] = tenant });

    public static IResult Consent(
        AuthorizeRequest request, UserAccount user, TenantDirectory tenant, IReadOnlyList<ConsentLine> permissions) =>
        Render<ConsentPage>(new()
        {
            ["Request"] = request,
            ["User"] = user,
            ["Tenant"] = tenant,
            ["Permissions"] = permissions,
        });

    public static IResult SignedOut(UserAccount? user, TenantDirectory tenant) =>
        Render<SignedOutPage>(new() { ["User"] = user, ["Tenant"] = tenant });

    public static IResult Error(ErrorReport report) =>
        Render<ErrorPage>(new() { ["Report"] = report }, StatusCodes.Status400BadRequest);

    public static IResult FormPost(string target, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        Render<FormPostPage>(new() { ["Target"] = target, ["Parameters"] = parameters });

    private static RazorComponentResult<TPage> Render<TPage>(
        Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters) { StatusCode = status, PreventStreamingRendering = true };
}

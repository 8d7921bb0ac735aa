using Entra.Emulator.Authorize;
using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entra.Emulator.Pages;

/// <summary>Renders the pages, so that endpoints need not know how.</summary>
internal static class Page
{
    public static IResult Home(TenantDirectory tenant, EmulatorAddresses addresses) =>
        Render<HomePage>(new() { ["Tenant"] = tenant, ["Addresses"] = addresses });

    public static IResult Accounts(AuthorizeRequest request, TenantDirectory tenant) =>
        Render<AccountsPage>(new() { ["Request"] = request, ["Tenant"] = tenant });

    public static IResult Confirmation(AuthorizeRequest request, UserAccount user, string sessionId, TenantDirectory tenant) =>
        Render<ConfirmationPage>(Decision(request, user, sessionId, tenant));

    /// <summary>The consent page, or the approval page for users who cannot consent.</summary>
    public static IResult Consent(
        AuthorizeRequest request, UserAccount user, string sessionId, TenantDirectory tenant, ConsentRequest consentRequest)
    {
        var parameters = Decision(request, user, sessionId, tenant);
        parameters["ConsentRequest"] = consentRequest;
        return consentRequest.NeedsAdministrator ? Render<AdminApprovalPage>(parameters) : Render<ConsentPage>(parameters);
    }

    public static IResult SignedOut(
        UserAccount? user, TenantDirectory tenant, IReadOnlyList<LogoutFrame> frames, string? target) =>
        Render<SignedOutPage>(new() { ["User"] = user, ["Tenant"] = tenant, ["Frames"] = frames, ["Target"] = target });

    public static IResult DeviceCode(string? problem) => Render<DeviceCodePage>(new() { ["Problem"] = problem });

    public static IResult DeviceConfirmation(
        AuthorizeRequest request, UserAccount user, string sessionId, TenantDirectory tenant) =>
        Render<DeviceConfirmationPage>(Decision(request, user, sessionId, tenant));

    public static IResult DeviceDone(App client, bool isApproved) =>
        Render<DeviceDonePage>(new() { ["Client"] = client, ["IsApproved"] = isApproved });

    public static IResult Error(ErrorReport report) =>
        Render<ErrorPage>(new() { ["Report"] = report }, StatusCodes.Status400BadRequest);

    /// <summary>The user has no access; the request itself is valid.</summary>
    public static IResult AccessDenied(ErrorReport report, AuthorizeRequest request, UserAccount user, TenantDirectory tenant) =>
        Render<AccessDeniedPage>(
            new() { ["Report"] = report, ["Request"] = request, ["User"] = user, ["Tenant"] = tenant },
            StatusCodes.Status403Forbidden);

    /// <summary>Explains an error code. Every <c>error_uri</c> leads here.</summary>
    public static IResult Explanation([FromQuery] int? code) => ErrorTable.All.TryGetValue(code ?? 0, out var known)
        ? Render<ErrorCodePage>(new() { ["Known"] = known })
        : Render<ErrorCodePage>([], StatusCodes.Status404NotFound);

    public static IResult FormPost(string target, IReadOnlyList<KeyValuePair<string, string>> parameters) =>
        Render<FormPostPage>(new() { ["Target"] = target, ["Parameters"] = parameters });

    private static Dictionary<string, object?> Decision(
        AuthorizeRequest request, UserAccount user, string sessionId, TenantDirectory tenant) => new()
        {
            ["Request"] = request,
            ["User"] = user,
            ["SessionId"] = sessionId,
            ["Tenant"] = tenant,
        };

    private static RazorComponentResult<TPage> Render<TPage>(
        Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        new(parameters) { StatusCode = status, PreventStreamingRendering = true };
}

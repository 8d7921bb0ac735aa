using Entra.Emulator.Authorize;
using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Antiforgery;

namespace Entra.Emulator.OAuth.DeviceCode;

/// <summary>
/// The verification page (RFC 8628, 3.3), where the user enters the code and signs in for the device.
/// </summary>
internal sealed partial class DeviceVerificationEndpoint(
    TenantDirectory tenant,
    DeviceAuthorizations devices,
    SignInFlow flow,
    IAntiforgery antiforgery,
    ILogger<DeviceVerificationEndpoint> logger)
{
    private const string CodeField = "user_code";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods(
        DeviceAuthorizationEndpoint.PagePath,
        [HttpMethods.Get, HttpMethods.Post],
        (HttpContext http, DeviceVerificationEndpoint endpoint) => endpoint.HandleAsync(http));

    private async Task<IResult> HandleAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType)
            return Page.DeviceCode(problem: null);

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (devices.FindPending(form[CodeField]) is not { } device)
            return Page.DeviceCode("This code is not valid. It may be mistyped, already used or expired.");

        try
        {
            return await AskAsync(http, device, await PromptResponses.ReadAsync(http, antiforgery));
        }
        catch (EntraErrorException e) when (e.Error.Error == "access_denied")
        {
            devices.Decline(device);
            return Page.DeviceDone(device.Client, isApproved: false);
        }
    }

    private async Task<IResult> AskAsync(HttpContext http, DeviceAuthorization device, PromptResponses responses)
    {
        var request = new AuthorizeRequest(device.Client, ScopeRequest.ParseForUser(tenant, device.Client, device.Scope))
        {
            Parameters = [KeyValuePair.Create(CodeField, device.UserCode)],
        };
        var result = await flow.RunAsync(http, request, responses);
        if (result.SignedIn is not var (user, signIn))
            return result.Page!;
        if (responses.Device == PromptResponse.Cancel)
            throw new EntraErrorException(EntraErrors.DeviceDeclined() with { Error = "access_denied" });

        // An attacker may have sent the code to the user, so they must confirm even when nothing else needs a prompt.
        if (responses.Device != PromptResponse.Accept)
            return Page.DeviceConfirmation(request, user, signIn.SessionId, tenant);

        devices.Approve(device, user, signIn);
        LogApproved(logger, user.UserName, device.Client.Name);
        return Page.DeviceDone(device.Client, isApproved: true);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{User} signed in on a device, to use {Client}")]
    private static partial void LogApproved(ILogger logger, string user, string client);
}

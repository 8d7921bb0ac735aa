using System.Text.Json.Serialization;
using Entra.Emulator.Hosting;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Entra.Emulator.OAuth.DeviceCode;

/// <summary>
/// The device authorization endpoint (RFC 8628, 3.1): issues a device code, and a user code to enter in a browser.
/// </summary>
internal static class DeviceAuthorizationEndpoint
{
    public const string PagePath = "device";

    public static void MapDeviceAuthorization(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/{name}/oauth2/v2.0/devicecode", Start).DisableAntiforgery();

    private static Results<Ok<DeviceAuthorizationResponse>, BadRequest<ErrorResponse>> Start(
        string name,
        [FromForm(Name = "client_id")] string? clientId,
        [FromForm(Name = "scope")] string? scope,
        HttpContext http,
        TenantDirectory tenant,
        DeviceAuthorizations devices,
        EmulatorAddresses addresses)
    {
        if (!EndpointUris.Names(tenant).Contains(name))
            return Refuse(EntraErrors.TenantUnknown(name), http);
        if (!ClientLookup.TryFind(tenant, clientId, http, out var client, out var error))
            return Refuse(error, http);
        if (string.IsNullOrWhiteSpace(scope))
            return Refuse(EntraErrors.ParameterMissing("scope"), http);

        // The device code flow has no redirect, so the app must allow public client flows.
        if (!client.PublicClient && !client.IsPublicClient)
            return Refuse(EntraErrors.SecretMissing(), http);

        try
        {
            ScopeRequest.ParseForUser(tenant, client, scope).SingleResource(tenant);
        }
        catch (EntraErrorException e)
        {
            return Refuse(e.Error, http);
        }

        var request = devices.Start(client, scope);
        var page = new Uri(addresses.Browser, PagePath).AbsoluteUri;
        return TypedResults.Ok(new DeviceAuthorizationResponse(
            request.UserCode,
            request.DeviceCode,
            page,
            (int)DeviceAuthorizations.Lifetime.TotalSeconds,
            (int)DeviceAuthorizations.PollInterval.TotalSeconds,
            $"To sign in, open {page} in a browser and enter the code {request.UserCode}."));
    }

    private static BadRequest<ErrorResponse> Refuse(EntraError error, HttpContext http) =>
        TypedResults.BadRequest(ErrorResponse.From(ErrorReport.Create(error, http)));
}

internal sealed record DeviceAuthorizationResponse(
    [property: JsonPropertyName("user_code")] string UserCode,
    [property: JsonPropertyName("device_code")] string DeviceCode,
    [property: JsonPropertyName("verification_uri")] string VerificationUri,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    [property: JsonPropertyName("interval")] int Interval,
    [property: JsonPropertyName("message")] string Message);

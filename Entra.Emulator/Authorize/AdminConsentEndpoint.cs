using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.Discovery;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.TokenEndpoint;
using Entra.Emulator.Pages;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.WebUtilities;

namespace Entra.Emulator.Authorize;

/// <summary>
/// The admin consent endpoint: an administrator consents for everyone to the scopes in the request, or to every
/// permission in the app's registration.
/// </summary>
internal sealed class AdminConsentEndpoint(
    TenantDirectory tenant, AccountPrompt account, AdminConsent consent, IAntiforgery antiforgery)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // The older endpoint has no scope parameter: it always means the permissions in the registration.
        foreach (var pattern in (string[])["/{tenant}/v2.0/adminconsent", "/{tenant}/adminconsent"])
        {
            routes.MapMethods(
                pattern,
                [HttpMethods.Get, HttpMethods.Post],
                (HttpContext http, AdminConsentEndpoint endpoint) => endpoint.HandleAsync(http));
        }
    }

    private async Task<IResult> HandleAsync(HttpContext http)
    {
        var adminRequest = await AdminConsentRequest.ReadAsync(http);
        if (!EndpointUris.Names(tenant).Contains((string?)http.Request.RouteValues["tenant"]))
            return Refuse(EntraErrors.TenantUnknown((string?)http.Request.RouteValues["tenant"]), http);
        if (!ClientLookup.TryFind(tenant, adminRequest.ClientId, http, out var client, out var error))
            return Refuse(error, http);
        if (!RedirectUris.Matches(client.RedirectUris, adminRequest.RedirectUri))
            return Refuse(EntraErrors.RedirectUnknown(adminRequest.RedirectUri, client), http);

        try
        {
            return await AskAsync(http, adminRequest, client);
        }
        catch (EntraErrorException e)
        {
            return Return(adminRequest, Failure(ErrorReport.Create(e.Error, http)));
        }
    }

    private async Task<IResult> AskAsync(HttpContext http, AdminConsentRequest adminRequest, App client)
    {
        var request = new AuthorizeRequest(client, new ScopeRequest([], [])) { Parameters = adminRequest.Parameters };
        var responses = await PromptResponses.ReadAsync(http, antiforgery);
        var consentRequest = consent.CreateRequest(client, adminRequest.Scope);
        if (await account.AskAsync(http, request, responses) is not var (user, signIn))
            return Page.Accounts(request, tenant);
        if (responses.Consent == PromptResponse.Cancel)
            throw new EntraErrorException(EntraErrors.ConsentDeclined());
        if (!user.IsAdministrator || responses.Consent != PromptResponse.Accept)
        {
            consentRequest = consentRequest with { NeedsAdministrator = !user.IsAdministrator };
            return Page.Consent(request, user, signIn.SessionId, tenant, consentRequest);
        }

        consent.Grant(client, consentRequest, user);
        return Return(adminRequest, new() { ["admin_consent"] = "True", ["tenant"] = tenant.Id.ToString(), ["scope"] = adminRequest.Scope });
    }

    private static Dictionary<string, string?> Failure(ErrorReport report) => new()
    {
        ["error"] = report.Error.Error,
        ["error_subcode"] = report.Error.SubError,
        ["error_description"] = report.Description,
        ["error_uri"] = report.Uri,
    };

    private static IResult Return(AdminConsentRequest adminRequest, Dictionary<string, string?> parameters)
    {
        parameters["state"] = adminRequest.State;
        return Results.Redirect(QueryHelpers.AddQueryString(adminRequest.RedirectUri!, parameters.Where(a => a.Value is not null)));
    }

    private static IResult Refuse(EntraError error, HttpContext http) => Page.Error(ErrorReport.Create(error, http));
}

/// <summary>The request parameters, from the query string or from the form that a page posted back.</summary>
internal sealed record AdminConsentRequest(IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    private static readonly string[] Names = ["client_id", "redirect_uri", "scope", "state"];

    public string? ClientId => this["client_id"];

    public string? RedirectUri => this["redirect_uri"];

    public string? Scope => this["scope"];

    public string? State => this["state"];

    private string? this[string name] => Parameters.FirstOrDefault(p => p.Key == name).Value;

    public static async Task<AdminConsentRequest> ReadAsync(HttpContext http)
    {
        var form = http.Request.HasFormContentType ? await http.Request.ReadFormAsync(http.RequestAborted) : null;
        return new(
        [
            .. from name in Names
               let value = (string?)(form is null ? http.Request.Query[name] : form[name])
               where value is not null
               select KeyValuePair.Create(name, value),
        ]);
    }
}

using static AccessContract.Checks.FixOwner;

namespace Portal.Contracts.Problems;

/// <summary>Codes about app registrations, tenants and redirect URIs.</summary>
public static partial class AadstsCodes
{
    internal const string RegistrationSubject = "Registration and tenant";
    private const string RedirectSubject = "Return address and response";

    private static AadstsCode[] Registration() =>
    [
        Of(700016, RegistrationSubject, Operator, "The app is not known in this tenant",
            "This tenant has no app with this client ID: none is registered there, and none has been added by "
                + "consent.",
            "Compare AzureAd:ClientId and AzureAd:TenantId with the registration’s overview. Usually one of them "
                + "belongs to another tenant."),
        Of(700011, RegistrationSubject, Operator, "The app was not found in this tenant",
            "A token was requested in a tenant in which no app has this client ID.",
            "Compare AzureAd:ClientId and AzureAd:TenantId with the registration’s overview."),
        Of(700038, RegistrationSubject, Operator, "The client ID is not valid",
            "The value in the request is not an application ID, for example a placeholder of zeros.",
            "Set AzureAd:ClientId to the application (client) ID on the registration’s overview."),
        Of(90112, RegistrationSubject, Operator, "The client ID is not a GUID",
            "The sign-in service expects the application (client) ID, not a name or URI.",
            "Set AzureAd:ClientId to the application (client) ID on the registration’s overview."),
        Of(70001, RegistrationSubject, Administrator, "The app is disabled or not found in this tenant",
            "The app may be disabled, or the client ID may belong to another tenant. The text of the error says "
                + "which.",
            "Compare AzureAd:ClientId with the registration. If it is right, enable the app: Enterprise "
                + "applications → the app → Properties."),
        Of(7000112, RegistrationSubject, Administrator, "The app is disabled",
            "Its enterprise application in this tenant does not let users sign in.",
            "Set Enterprise applications → the app → Properties → Enabled for users to sign in to Yes."),
        Of(1000031, RegistrationSubject, Administrator, "The app cannot be accessed at this time",
            "The sign-in service does not issue tokens for this app at present; the code does not say why.",
            "Check the app under Enterprise applications, and the tenant’s sign-in log."),
        Of(7000229, RegistrationSubject, Administrator, "The app has no service principal in this tenant",
            "It is registered, but its enterprise application in this tenant was deleted or never created.",
            "Create it: az ad sp create --id {client ID}, or grant admin consent once."),
        Of(650059, RegistrationSubject, ClientDeveloper, "The app is registered for another tenant only",
            "Its supported account types are limited to its own tenant, and the request came for a different one.",
            "Use the tenant of the registration, or change Authentication → Supported account types."),
        Of(90002, RegistrationSubject, Operator, "The tenant does not exist",
            "The directory ID in the address is not a tenant of this cloud.",
            "Set AzureAd:TenantId to the directory (tenant) ID, and AzureAd:Instance to its cloud."),
        Of(900023, RegistrationSubject, Operator, "The tenant ID is malformed",
            "The value in the address is neither a GUID nor a domain name.",
            "Set AzureAd:TenantId to the directory (tenant) ID on the registration’s overview."),
        Of(90019, RegistrationSubject, Operator, "The request names no tenant",
            "The sign-in service could not tell the tenant from the address or the request.",
            "Set AzureAd:TenantId to the directory (tenant) ID."),
        Of(50059, RegistrationSubject, Operator, "Neither the request nor the account names a tenant",
            "The sign-in service found no tenant in the address, and none in the account or credential.",
            "Set AzureAd:TenantId to the directory (tenant) ID."),
        Of(50128, RegistrationSubject, Operator, "The domain name is not valid",
            "No tenant could be found from the domain in the request or in the user name.",
            "Set AzureAd:TenantId to the directory (tenant) ID, or correct the user name."),
        Of(90038, RegistrationSubject, Operator, "The tenant belongs to another cloud",
            "The tenant is in a national cloud that this sign-in address does not serve.",
            "Set AzureAd:Instance to the sign-in address of the tenant’s cloud."),
        Of(50049, RegistrationSubject, Operator, "The sign-in address is not known",
            "The instance in the request is not one of the sign-in service’s clouds.",
            "Set AzureAd:Instance to the cloud’s address, such as https://login.microsoftonline.com/."),
        Of(900382, RegistrationSubject, Operator, "A web app was used across clouds",
            "An app with a credential cannot get a token from another cloud than its own.",
            "Set AzureAd:Instance to the cloud in which the app is registered."),
        Of(900432, RegistrationSubject, Operator, "An app with a credential was used across clouds",
            "The app and the tenant belong to different clouds, and only public clients can cross them.",
            "Set AzureAd:Instance to the cloud in which the app is registered."),
        Of(50194, RegistrationSubject, Operator, "A single-tenant app was used at /common",
            "The registration is for a single tenant, but the request did not name it.",
            "Set AzureAd:TenantId to the tenant’s GUID."),
        Of(90130, RegistrationSubject, Operator, "The app is not supported at /common or /consumers",
            "The registration does not allow personal accounts, and the request was sent to an endpoint for all "
                + "accounts.",
            "Set AzureAd:TenantId to the tenant’s GUID, or to organizations."),
        Of(90124, RegistrationSubject, Operator, "The API is not supported at /common or /consumers",
            "The API issues tokens to work and school accounts only.",
            "Set AzureAd:TenantId to the tenant’s GUID, or to organizations."),
        Of(9001023, RegistrationSubject, Operator, "The grant type is not supported at /common",
            "This kind of token request must name the tenant.",
            "Set AzureAd:TenantId to the tenant’s GUID."),
        Of(9002332, RegistrationSubject, Operator, "The app is for work and school accounts only",
            "The request was sent to /consumers, the endpoint for personal accounts.",
            "Set AzureAd:TenantId to the tenant’s GUID."),
        Of(50003, RegistrationSubject, ClientDeveloper, "The app has no signing key",
            "The registration requires a key or certificate that is not configured.",
            "Add the key or certificate to the registration."),
        Of(50146, RegistrationSubject, ClientDeveloper, "The app’s own signing key is missing",
            "The app requires tokens that are signed with its own key, and the key is missing, expired or not "
                + "valid yet.",
            "Add a valid signing key to the service principal, or set acceptMappedClaims in the registration’s "
                + "manifest."),
        Of(501461, RegistrationSubject, ApiDeveloper, "Mapped claims are not supported for this audience",
            "The API accepts mapped claims, but its audience is neither its application ID nor an identifier "
                + "with a verified domain.",
            "Change the API’s Application ID URI, or give the API its own signing key."),
        Of(100007, RegistrationSubject, Operator, "Regional sign-in is not available to this app",
            "Only managed identities and certain certificate-based apps may use a regional endpoint.",
            "Remove the Azure region from the settings, so that the global endpoint is used."),
    ];

    private static AadstsCode[] Redirects() =>
    [
        Of(50011, RedirectSubject, ClientDeveloper, "The redirect URI is not registered",
            "The return address of the sign-in is not in the registration. Scheme, host, port and path must all "
                + "match.",
            "Add it under Authentication → Web. If it is not the portal’s public address, the operator forwards "
                + "that (docs/setup.md)."),
        Of(500113, RedirectSubject, ClientDeveloper, "The app has no redirect URI",
            "The registration contains no return address at all.",
            "Add the portal’s sign-in address under Authentication → Web, such as https://your.host/signin-oidc."),
        Of(900971, RedirectSubject, ClientDeveloper, "No return address was given",
            "Neither the request nor the registration names an address to return to.",
            "Add the portal’s sign-in address under Authentication → Web."),
        Of(70004, RedirectSubject, ClientDeveloper, "The redirect URI is not valid",
            "The return address in the request is not in the registration.",
            "Add it under Authentication → Web."),
        Of(500112, RedirectSubject, Operator, "The redirect URI changed during sign-in",
            "The code was exchanged with another redirect URI than the one that sign-in started with: the portal "
                + "sees different addresses.",
            "Behind a proxy, forward host and scheme in the same way for every path."),
        Of(700054, RedirectSubject, ClientDeveloper, "ID tokens are not enabled for the app",
            "The sign-in requested an ID token directly, and the registration does not allow that.",
            "Select ID tokens under Authentication → Implicit grant and hybrid flows."),
        Of(700051, RedirectSubject, ClientDeveloper, "Access tokens are not enabled for the app",
            "The request asked for an access token without a code (response_type token), and the registration "
                + "does not allow that.",
            "Use the authorization code flow. The portal does."),
        Of(70005, RedirectSubject, ClientDeveloper, "The response type is not supported",
            "The request names a response type that the registration does not allow, or an ID token without the "
                + "scope openid.",
            "Use the authorization code flow with the scope openid."),
        Of(70007, RedirectSubject, ClientDeveloper, "The response mode is not supported",
            "The request names a response_mode that does not exist or does not fit its response type.",
            "Use form_post or query with the authorization code flow."),
        Of(9002325, RedirectSubject, ClientDeveloper, "The redirect URI is registered as a single-page app",
            "Codes for such an address need PKCE and are redeemed in the browser, but the portal redeems them on "
                + "the server.",
            "Move the redirect URI from Single-page application to Web."),
        Of(9002326, RedirectSubject, ClientDeveloper, "The redirect URI is not registered as a single-page app",
            "A browser tried to redeem a code for an address that is registered under another platform.",
            "Register a browser app’s redirect URI under Single-page application. The portal’s belongs under Web."),
        Of(9002327, RedirectSubject, ClientDeveloper, "The code may be redeemed in a browser only",
            "The redirect URI is registered under Single-page application, and the portal redeemed the code on "
                + "its server.",
            "Move the redirect URI from Single-page application to Web."),
    ];
}

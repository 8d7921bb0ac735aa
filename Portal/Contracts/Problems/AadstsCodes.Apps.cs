using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>Codes about credentials and app registrations.</summary>
public static partial class AadstsCodes
{
    private const string ClientSubject = "The portal’s credential";
    private const string RegistrationSubject = "Registration and tenant";

    private static AadstsCode[] Client() =>
    [
        Of(7000215, ClientSubject, "The client secret is wrong",
            "The app is known, but the secret that was sent is not one of its secrets. Often the secret’s ID was copied instead of its value.",
            "Copy the value of a secret (Certificates & secrets) into ClientCredentials:0:ClientSecret; the value is only shown when the secret is created.",
            FixOwner.ClientDeveloper),
        Of(7000222, ClientSubject, "The client secret has expired",
            "The secret is correct, but its end date has passed.",
            "Create a new secret, configure it, then delete the old one. A certificate renewal or a managed identity can be automated instead.",
            FixOwner.ClientDeveloper),
        Of(7000218, ClientSubject, "No credential was sent",
            "A web app must authenticate, but the request contained neither a secret nor a signed assertion.",
            "Set ClientCredentials, and check that the app is registered as a web app, not as a mobile or desktop app.",
            FixOwner.ClientDeveloper),
        Of(700025, ClientSubject, "A public client sent a credential",
            "The registration is for apps that cannot keep a secret, so credentials are not accepted.",
            "Register the redirect URI under Web, not under Single-page or Mobile and desktop.",
            FixOwner.ClientDeveloper),
        Of(700027, ClientSubject, "The certificate is not registered for the app",
            "The signed assertion does not match any certificate of the registration: the certificate was never uploaded, or was replaced.",
            "Upload the public key of the certificate in use (Certificates & secrets → Certificates), or configure the registered one.",
            FixOwner.ClientDeveloper),
        Of(700024, ClientSubject, "The signed assertion is outside its validity period",
            "A signed assertion is valid for a few minutes. By the sign-in service’s clock, this one has expired or is not valid yet.",
            "Correct the machine’s clock, for example with a time service.",
            FixOwner.ClientDeveloper),
        Of(700023, ClientSubject, "The signed assertion is for another tenant or cloud",
            "It names a different token endpoint from the one that it was sent to.",
            "Compare AzureAd:Instance and AzureAd:TenantId with the registration’s overview.",
            FixOwner.ClientDeveloper),
        Of(700021, ClientSubject, "The signed assertion names another app",
            "The app that signed the assertion is not the app named in the request.",
            "Use one client id for both: AzureAd:ClientId.",
            FixOwner.ClientDeveloper),
    ];

    private static AadstsCode[] Registration() =>
    [
        Of(700016, RegistrationSubject, "The app is not known in this tenant",
            "This tenant has no registration with this client ID, and nobody there has consented to such an app.",
            "Compare AzureAd:ClientId and AzureAd:TenantId with the registration’s overview. Usually one of them belongs to another tenant.",
            FixOwner.ClientDeveloper),
        Of(90002, RegistrationSubject, "The tenant does not exist",
            "The directory ID in the address is not a tenant of this cloud.",
            "Set AzureAd:TenantId to the directory (tenant) ID, and AzureAd:Instance to its cloud.",
            FixOwner.ClientDeveloper),
        Of(7000229, RegistrationSubject, "The app has no enterprise application in this tenant",
            "It is registered, but its service principal in this tenant was deleted or never created.",
            "Grant admin consent once, or recreate the enterprise application.",
            FixOwner.Administrator),
        Of(7000112, RegistrationSubject, "The app is disabled",
            "An administrator has disabled it in this tenant.",
            "Set Enterprise applications → the app → Properties → Enabled for users to sign in to Yes.",
            FixOwner.Administrator),
        Of(50011, RegistrationSubject, "The redirect URI is not registered",
            "The return address of the sign-in is not in the registration. Scheme, host, port and path must all match.",
            "Add it under Authentication → Web. Behind a proxy, make the public address known to the portal (ASPNETCORE_FORWARDEDHEADERS_ENABLED).",
            FixOwner.ClientDeveloper),
        Of(50194, RegistrationSubject, "A single-tenant app was used at /common",
            "The registration is for a single tenant, but the request did not name it.",
            "Set AzureAd:TenantId to the tenant’s GUID.",
            FixOwner.ClientDeveloper),
        Of(500011, RegistrationSubject, "The API is not known in this tenant",
            "The resource of the scope has no service principal in this tenant: the tenant or ID is wrong, or nobody has consented to the API yet.",
            "Compare the first part of DownstreamApis:{api}:Scopes with the API’s client id.",
            FixOwner.ClientDeveloper),
        Of(500014, RegistrationSubject, "The API is disabled",
            "An administrator has disabled the API’s enterprise application.",
            "Set Enterprise applications → the API → Properties → Enabled for users to sign in to Yes.",
            FixOwner.Administrator),
        Of(650057, RegistrationSubject, "The API is not in the portal’s registration",
            "The portal’s registration does not list this API under its permissions.",
            "Add the API’s delegated scope under API permissions → Add a permission → My APIs.",
            FixOwner.ClientDeveloper),
        Of(501051, RegistrationSubject, "The API requires the app to be assigned",
            "Only assigned apps get tokens for this API, and the portal itself is not assigned.",
            "Assign an app role to the portal if it must call without a user. Calls on behalf of users do not need one.",
            FixOwner.Administrator),
    ];
}

using Portal.Contracts.Access;

namespace Portal.Contracts.Problems;

/// <summary>Who the app is, and what its registration says.</summary>
public static partial class AadstsCodes
{
    private const string ClientSubject = "The portal’s credential";
    private const string RegistrationSubject = "Registration and tenant";

    private static AadstsCode[] Client() =>
    [
        Of(7000215, ClientSubject, "The client secret is wrong",
            "The authority knows the app, and none of its secrets is the one that was sent. Often the secret’s id was copied instead of its value.",
            "Copy the value of a secret (Certificates & secrets) into ClientCredentials:0:ClientSecret; the value is shown once, when the secret is made.",
            FixOwners.Developer),
        Of(7000222, ClientSubject, "The client secret has expired",
            "The secret was right, and its end date is past.",
            "Make a new secret, set it, then delete the old one. A certificate or a managed identity saves the next time.",
            FixOwners.Developer),
        Of(7000218, ClientSubject, "No credential was sent",
            "A web app has to prove who it is, and the request came without a secret and without a signed assertion.",
            "Set ClientCredentials, and see that the registration is one for a web app, not for a mobile or desktop one.",
            FixOwners.Developer),
        Of(700025, ClientSubject, "A public client sent a credential",
            "The registration is for apps that cannot keep a secret, so it takes none.",
            "Register the redirect URI under Web, not under Single-page or Mobile and desktop.",
            FixOwners.Developer),
        Of(700027, ClientSubject, "The certificate is not the app’s",
            "The signed assertion does not fit any certificate of the registration: it was never uploaded, or was replaced.",
            "Upload the public half of the certificate in use (Certificates & secrets → Certificates), or point the settings at the registered one.",
            FixOwners.Developer),
        Of(700024, ClientSubject, "The signed assertion is outside its time",
            "What the certificate signed is only good for minutes, and by the authority’s clock those are over or have not begun.",
            "Set the clock of the machine; a time service keeps it right.",
            FixOwners.Developer),
        Of(700023, ClientSubject, "The signed assertion is meant for another authority",
            "It names another token endpoint than the one that it was sent to: usually another cloud or tenant.",
            "Compare AzureAd:Instance and AzureAd:TenantId with the registration’s overview.",
            FixOwners.Developer),
        Of(700021, ClientSubject, "The signed assertion names another app",
            "The app that signed is not the one that the request speaks for.",
            "Use one client id for both: AzureAd:ClientId.",
            FixOwners.Developer),
    ];

    private static AadstsCode[] Registration() =>
    [
        Of(700016, RegistrationSubject, "The app is not known in this tenant",
            "No registration with this client id is in the tenant that was asked, nor was one ever consented to there.",
            "Compare AzureAd:ClientId and AzureAd:TenantId with the registration’s overview: most often one belongs to another tenant.",
            FixOwners.Developer),
        Of(90002, RegistrationSubject, "There is no such tenant",
            "The directory id in the address belongs to no tenant of this authority.",
            "Set AzureAd:TenantId to the directory (tenant) id, and AzureAd:Instance to the cloud that it lives in.",
            FixOwners.Developer),
        Of(7000229, RegistrationSubject, "The app has no enterprise application here",
            "It is registered, and its service principal in this tenant was deleted or never made.",
            "Grant admin consent once, or recreate the enterprise application.",
            FixOwners.Administrator),
        Of(7000112, RegistrationSubject, "The app is disabled",
            "An administrator has switched it off in this tenant.",
            "Enterprise applications → the app → Properties → Enabled for users to sign in.",
            FixOwners.Administrator),
        Of(50011, RegistrationSubject, "The redirect URI is not registered",
            "The address that sign-in would come back to is not on the registration’s list: scheme, host, port and path all count.",
            "Add it under Authentication → Web; or, behind a proxy, let the portal know its public address (ASPNETCORE_FORWARDEDHEADERS_ENABLED).",
            FixOwners.Developer),
        Of(50194, RegistrationSubject, "A single-tenant app was asked for at /common",
            "The registration serves one tenant, and the request did not name it.",
            "Set AzureAd:TenantId to the tenant’s GUID.",
            FixOwners.Developer),
        Of(500011, RegistrationSubject, "The API is not known in this tenant",
            "The scope’s resource has no service principal here: another tenant, a wrong id, or an API that nobody has consented to yet.",
            "Compare the first part of DownstreamApis:{api}:Scopes with the API’s client id.",
            FixOwners.Developer),
        Of(500014, RegistrationSubject, "The API is disabled",
            "An administrator has switched the API’s enterprise application off.",
            "Enterprise applications → the API → Properties → Enabled for users to sign in.",
            FixOwners.Administrator),
        Of(650057, RegistrationSubject, "The API is not on the portal’s list",
            "The registration of the portal does not say that it calls this API.",
            "API permissions → Add a permission → My APIs: add the API’s delegated scope.",
            FixOwners.Developer),
        Of(501051, RegistrationSubject, "The API demands an assignment of the app",
            "It only gives tokens to apps that are assigned to it, and the portal itself is not.",
            "Assign an application role to the portal, should it ever call without a user; calls on behalf of users do not need it.",
            FixOwners.Administrator),
    ];
}

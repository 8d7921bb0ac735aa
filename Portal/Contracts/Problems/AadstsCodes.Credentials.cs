using static AccessContract.Checks.FixOwner;

namespace Portal.Contracts.Problems;

/// <summary>Codes about client secrets, certificates and federated credentials.</summary>
public static partial class AadstsCodes
{
    internal const string ClientSubject = "The portal’s credential";

    private static AadstsCode[] Client() =>
    [
        Of(7000215, ClientSubject, Operator, "The client secret is wrong",
            "The app is known, but the secret that was sent is not one of its secrets. Often the secret’s ID was "
                + "copied instead of its value.",
            "Copy the value of a secret (Certificates & secrets) into ClientCredentials:0:ClientSecret. The "
                + "value is shown only when the secret is created."),
        Of(7000222, ClientSubject, Operator, "The client secret has expired",
            "The secret belongs to the app, but its end date has passed.",
            "Configure a new secret of the registration, then delete the old one. A certificate renewal or a "
                + "managed identity can be automated instead."),
        Of(7000218, ClientSubject, Operator, "No credential was sent",
            "A web app must authenticate, but the request contained neither a secret nor a signed assertion.",
            "Set ClientCredentials. If it is set, the app may be registered as a mobile or desktop app instead "
                + "of a web app."),
        Of(700025, ClientSubject, ClientDeveloper, "A public client sent a credential",
            "The registration is for apps that cannot keep a secret, so credentials are not accepted.",
            "Register the redirect URI under Web, not under Single-page or Mobile and desktop."),
        Of(70002, ClientSubject, Operator, "The credential could not be verified",
            "This code covers several reasons. The text of the error names the one that applies, usually with a "
                + "second AADSTS code.",
            "Look up the second code. Without one, compare ClientCredentials with the registration’s "
                + "Certificates & secrets."),
        Of(50012, ClientSubject, Operator, "The certificate or the assertion’s signature is not accepted",
            "The subject, the chain, the thumbprint or the validity of the certificate is not authorised, or the "
                + "signature does not match it.",
            "Compare the configured certificate with the registration’s Certificates & secrets, and check that "
                + "it has not expired."),
        Of(700027, ClientSubject, ClientDeveloper, "The certificate is not registered for the app",
            "The signed assertion does not match any certificate of the registration: the certificate was never "
                + "uploaded, or was replaced.",
            "Upload the public key of the certificate in use (Certificates & secrets → Certificates), or have "
                + "the registered one configured."),
        Of(700030, ClientSubject, ClientDeveloper, "The certificate’s subject or issuer is not authorised",
            "The app trusts certificates by name, and the names in this one are not in its list, or its issuer "
                + "belongs to another cloud.",
            "Compare the subject names in the text of the error with those that the registration trusts. The "
                + "leaf certificate must come first in a chain."),
        Of(700024, ClientSubject, Operator, "The signed assertion is outside its validity period",
            "A signed assertion is valid for a few minutes. By the sign-in service’s clock, this one has expired "
                + "or is not valid yet.",
            "Correct the clock of the portal’s machine, for example with a time service."),
        Of(700023, ClientSubject, Operator, "The signed assertion is for another tenant or cloud",
            "It names a different token endpoint from the one that it was sent to.",
            "Compare AzureAd:Instance and AzureAd:TenantId with the registration’s overview."),
        Of(700021, ClientSubject, Operator, "The signed assertion names another app",
            "The app that signed the assertion is not the app named in the request.",
            "Use one client ID for both: AzureAd:ClientId."),
        Of(7000110, ClientSubject, Operator, "The request names several apps",
            "The client ID, the credential and the code or refresh token of the request do not all belong to one "
                + "app.",
            "Use one client ID and its own credential. Portals with different client IDs must not share a token "
                + "cache."),
        Of(70021, ClientSubject, ClientDeveloper, "No federated credential matches",
            "The token of the workload was presented instead of a secret, and no federated credential of the app "
                + "fits its issuer, subject and audience.",
            "Compare issuer, subject and audience with Certificates & secrets → Federated credentials. A new one "
                + "takes some minutes to work."),
        Of(700211, ClientSubject, ClientDeveloper, "No federated credential has this issuer",
            "The issuer of the workload’s token is in no federated credential of the app.",
            "Copy the issuer from the text of the error into the federated credential, character for character."),
        Of(700212, ClientSubject, ClientDeveloper, "No federated credential has this audience",
            "The audience of the workload’s token is in no federated credential of the app.",
            "Request the workload’s token for the audience in the federated credential, usually "
                + "api://AzureADTokenExchange."),
        Of(700213, ClientSubject, ClientDeveloper, "No federated credential has this subject",
            "The subject of the workload’s token is in no federated credential of the app. The comparison is "
                + "case-sensitive.",
            "Copy the subject from the text of the error into the federated credential, character for character."),
        Of(700229, ClientSubject, ClientDeveloper, "A user’s token was presented as a federated credential",
            "A token of this tenant can prove an app’s identity only if it is an app-only token.",
            "Obtain the token with client credentials or a managed identity, without a user."),
    ];
}

using static AccessContract.Checks.FixOwner;

namespace Portal.Contracts.Problems;

/// <summary>Codes about policies, devices and guests.</summary>
public static partial class AadstsCodes
{
    private const string PoliciesSubject = "Policies and devices";
    private const string GuestsSubject = "Guests and other tenants";

    private static AadstsCode[] Policies() =>
    [
        Of(53003, PoliciesSubject, Administrator, "A Conditional Access policy blocks access",
            "The policy does not allow a token for this user, app, device or location. A stronger sign-in alone "
                + "does not change that.",
            "Find the sign-in by its correlation ID in the sign-in log; its Conditional Access tab names the "
                + "policy."),
        Of(53000, PoliciesSubject, You, "The device is not compliant",
            "A policy requires a device that the organisation manages and finds compliant.",
            "Use such a device, or enrol this one. In the sign-in log, administrators see the policy."),
        Of(53001, PoliciesSubject, You, "The device is not joined to the domain",
            "A policy requires a device that is joined to the organisation’s domain.",
            "Use such a device. In the sign-in log, administrators see the policy."),
        Of(53002, PoliciesSubject, You, "The app is not on the approved list",
            "A policy allows only approved apps, and the one in use is not among them.",
            "Use an approved app. In the sign-in log, administrators see the policy."),
        Of(530002, PoliciesSubject, You, "The device must be compliant",
            "A policy requires a compliant device. A private window or another browser profile can hide the "
                + "device’s state.",
            "Use the compliant device in a normal window, signed in with your work account."),
        Of(530003, PoliciesSubject, You, "The device must be managed",
            "A policy requires a device that the organisation manages.",
            "Use a managed device in a normal window, signed in with your work account."),
        Of(530004, PoliciesSubject, Administrator, "Compliant devices of guests are not trusted",
            "A policy requires a compliant device, and this tenant does not accept the compliance claims of the "
                + "guest’s home tenant.",
            "Trust compliant devices in the cross-tenant access settings, or exclude guests from the policy."),
        Of(530031, PoliciesSubject, Administrator, "An access policy does not allow a token",
            "A Conditional Access policy refuses to issue a token for this request.",
            "Find the sign-in by its correlation ID in the sign-in log; its Conditional Access tab names the "
                + "policy."),
        Of(530032, PoliciesSubject, Administrator, "A security policy of the tenant blocks the request",
            "The tenant has a security policy that this request does not meet.",
            "Find the sign-in by its correlation ID in the sign-in log, and review the tenant’s security policies."),
        Of(530034, PoliciesSubject, Administrator, "A delegated administrator was blocked because of risk",
            "The account of the partner’s administrator is at risk in its home tenant.",
            "The home tenant must remediate the risk."),
        Of(530035, PoliciesSubject, Administrator, "Security defaults block access",
            "The tenant’s security defaults refuse the request, for example because it uses legacy authentication.",
            "Use an app with modern authentication. The sign-in log shows the client that was used."),
        Of(53011, PoliciesSubject, Administrator, "The user is blocked because of risk in the home tenant",
            "The account is considered at risk by the tenant that it belongs to.",
            "The home tenant must remediate the risk."),
        Of(50005, PoliciesSubject, You, "The device platform is not supported by a policy",
            "A Conditional Access policy does not cover the operating system in use.",
            "Use a supported device. In the sign-in log, administrators see the policy."),
        Of(50131, PoliciesSubject, Administrator, "Conditional Access refused the sign-in",
            "The device’s state, suspicious activity or another policy decision stopped it.",
            "Find the sign-in by its correlation ID in the sign-in log; it names the reason."),
        Of(50097, PoliciesSubject, You, "The device must authenticate",
            "A policy requires a registered device, and the sign-in did not prove one.",
            "Sign in from a registered device, in a browser that can present it."),
        Of(50129, PoliciesSubject, You, "The device is not registered",
            "A policy requires a device that is joined or registered with the organisation.",
            "Register the device in its work account settings."),
        Of(50127, PoliciesSubject, You, "A broker app is missing on the device",
            "A policy requires an authenticator or company portal app.",
            "Install the app that the sign-in page names, then sign in again."),
        Of(50155, PoliciesSubject, You, "The device could not authenticate",
            "The device presented an identity that was not accepted.",
            "Register the device again, or use another one."),
        Of(50187, PoliciesSubject, You, "The device’s identity is missing",
            "The sign-in service could not authenticate the device.",
            "Sign in from a registered device, in a browser that can present it."),
        Of(135011, PoliciesSubject, Administrator, "The device is disabled",
            "The device that was used is disabled in the directory.",
            "Enable the device if it is still in use."),
        Of(50002, PoliciesSubject, Administrator, "Tenant restrictions refuse the sign-in",
            "The network’s proxy allows certain tenants only, and this one is not among them.",
            "Add the tenant to the proxy’s list if it should be allowed."),
        Of(500021, PoliciesSubject, Administrator, "Tenant restrictions do not allow this tenant",
            "The network of the user allows certain tenants only (Restrict-Access-To-Tenants), and this one is "
                + "not in the list.",
            "Add the tenant to the list if it should be allowed."),
        Of(500022, PoliciesSubject, Administrator, "The tenant is not among the allowed tenants",
            "The network of the user allows certain tenants only, and this one is not in the list.",
            "Add the tenant to the list if it should be allowed."),
        Of(500212, PoliciesSubject, Administrator, "The user’s own tenant forbids access to this tenant",
            "An outbound rule in the cross-tenant access settings of the user’s home tenant refuses it.",
            "The home tenant must allow it under External Identities → Cross-tenant access settings."),
        Of(500213, PoliciesSubject, Administrator, "This tenant refuses users of the other tenant",
            "An inbound rule in this tenant’s cross-tenant access settings refuses the user’s home tenant.",
            "Allow it under External Identities → Cross-tenant access settings."),
        Of(51000, PoliciesSubject, Administrator, "A required feature is not enabled",
            "The request needs a feature of the tenant that is switched off.",
            "Enable the feature that the text of the error names."),
        Of(240001, PoliciesSubject, Administrator, "The user may not register devices",
            "The registration of a device was refused by the tenant’s settings.",
            "Allow it under Devices → Device settings."),
    ];

    private static AadstsCode[] Guests() =>
    [
        Of(50020, GuestsSubject, Administrator, "The account does not exist in this tenant",
            "The user signed in with an account of another tenant or a personal account, and this tenant has not "
                + "invited it.",
            "Invite the account as a guest if it should have access. Otherwise sign out and use an account of "
                + "this tenant."),
        Of(50014, GuestsSubject, Administrator, "The guest account is not ready",
            "The account does not exist in this tenant yet, or its invitation is still pending.",
            "Invite the account, or have the invitation accepted."),
        Of(16003, GuestsSubject, Administrator, "The account was not added to this tenant",
            "The user has a session elsewhere, but no account in the tenant of the app.",
            "Invite the account as a guest if it should have access."),
        Of(90072, GuestsSubject, Administrator, "The external account does not exist in this tenant",
            "The account cannot meet this tenant’s second-factor rules, because it is not known here.",
            "Invite the account as a guest. For synchronised users, compare the immutable ID on both sides."),
        Of(500208, GuestsSubject, You, "The account type is not allowed here",
            "The account is of another kind than the tenant accepts, such as a personal account where work "
                + "accounts are required.",
            "Sign in with a work or school account."),
        Of(50177, GuestsSubject, Administrator, "Guests of this kind cannot pass the external check",
            "A policy requires an external check that accounts without an own object in this tenant cannot do.",
            "Exclude such users from the policy, or invite them as guests."),
        Of(50178, GuestsSubject, Administrator, "Session controls do not apply to guests of this kind",
            "A policy requires a session control that accounts without an own object in this tenant do not support.",
            "Exclude such users from the policy, or invite them as guests."),
        Of(90027, GuestsSubject, ClientDeveloper, "Personal accounts need the v2.0 endpoint",
            "The request used the v1.0 protocol for a personal account.",
            "Use the v2.0 endpoint. The portal does."),
        Of(1000104, GuestsSubject, Administrator, "The account’s tenant does not allow this cloud",
            "The resource is in a cloud that the cross-cloud settings of the user’s home tenant do not allow.",
            "The home tenant must allow the cloud in its cross-tenant access settings."),
    ];
}

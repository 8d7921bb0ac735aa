using System.Globalization;

namespace AccessContract;

/// <summary>
/// Explains claims, header members and known values. The same name can mean different things to different issuers, so the
/// issuer's own meaning comes first, then that of the standards.
/// </summary>
public static class ClaimGlossary
{
    private const string UnknownClaim = "Unknown: the portal has no description of this claim for tokens of this issuer.";
    private const string UnknownHeader = "Unknown: the portal has no description of this header member.";
    private const string DirectoryExtension = "A directory extension attribute, added by the organization.";
    private const string B2CExtension = "A custom attribute of the B2C tenant.";

    private static readonly HashSet<string> Times = ["exp", "iat", "nbf", "auth_time", "updated_at"];
    private static readonly HashSet<string> TimesOfEntra = ["pwd_exp", "xms_tcdt"];

    private static readonly Dictionary<(string, string), string> ValuesOfEntra = new()
    {
        [("ver", "1.0")] = "This is a v1 token.",
        [("ver", "2.0")] = "This is a v2 token.",
        [("azpacr", "0")] = "This value: a public client.",
        [("azpacr", "1")] = "This value: a client secret.",
        [("azpacr", "2")] = "This value: a certificate.",
        [("appidacr", "0")] = "This value: a public client.",
        [("appidacr", "1")] = "This value: a client secret.",
        [("appidacr", "2")] = "This value: a certificate.",
        [("idtyp", "app")] = "App-only tokens cannot be exchanged on-behalf-of.",
        [("idtyp", "user")] = "This value: a user token.",
        [("acct", "0")] = "This value: a member.",
        [("acct", "1")] = "This value: a guest.",
        [("amr", "pwd")] = "This value: a password.",
        [("amr", "mfa")] = "This value: more than one factor.",
        [("amr", "rsa")] = "This value: a certificate or a key of the device.",
        [("amr", "fido")] = "This value: a security key.",
        [("amr", "wia")] = "This value: the sign-in to Windows.",
        [("amr", "otp")] = "This value: a one-time code.",
        [("amr", "ngcmfa")] = "This value: a second factor for setting up a stronger credential.",
        [("xms_cc", "cp1")] = "This value: it can handle claims challenges.",
        [("tid", WellKnown.PersonalAccountsTenant)] = "This tenant is shared by all personal Microsoft accounts.",
        [("wids", "62e90394-69f5-4237-9190-012177145e10")] = "This value: Global Administrator.",
        [("wids", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3")] = "This value: Application Administrator.",
        [("wids", "158c047a-c907-4556-b7ef-446551a6b5f7")] = "This value: Cloud Application Administrator.",
        [("wids", "b79fbf4d-3ef9-4689-8143-76b194e85509")] = "This value: an ordinary member of the tenant; not a directory role.",
    };

    /// <summary>The meaning of the claim in tokens of the issuer, and of the value if it is a known one.</summary>
    public static string Explain(string name, string value, TokenIssuer issuer)
    {
        var meaning = MeaningOf(name, issuer) ?? StandardClaims.ByName.GetValueOrDefault(name) ?? UnknownClaim;
        return ExplainValue(name, value, issuer) is { } more ? $"{meaning} {more}" : meaning;
    }

    public static string ExplainHeader(string name, TokenIssuer issuer) =>
        (IsEntraService(issuer) ? EntraClaims.OfHeader.GetValueOrDefault(name) : null)
        ?? StandardClaims.OfHeader.GetValueOrDefault(name)
        ?? UnknownHeader;

    /// <summary>The time in the claim; null if the claim is not a time.</summary>
    public static DateTimeOffset? Time(string name, string value, TokenIssuer issuer) =>
        Times.Contains(name) || (IsEntraService(issuer) && TimesOfEntra.Contains(name)) ? EpochTime.Read(value) : null;

    private static string? MeaningOf(string name, TokenIssuer issuer) => issuer.Kind switch
    {
        _ when IsEntraService(issuer) => EntraClaims.ByName.GetValueOrDefault(name)
            ?? (name.StartsWith("extn.", StringComparison.Ordinal) ? DirectoryExtension : null),
        IssuerKind.B2C when name.StartsWith("extension_", StringComparison.Ordinal) => B2CExtension,
        _ => ServiceClaims.Find(name, issuer),
    };

    private static string? ExplainValue(string name, string value, TokenIssuer issuer)
    {
        if (Time(name, value, issuer) is { } time)
            return $"That is {time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.";
        if (!IsEntraService(issuer))
            return null;
        if (name == "aud" && WellKnown.Resource(value) is { } resource)
            return $"This value: {resource}.";

        return ValuesOfEntra.GetValueOrDefault((name, value));
    }

    // External ID and personal accounts are served by Entra, with the same claims; B2C is another service.
    private static bool IsEntraService(TokenIssuer issuer) =>
        issuer.IsEntra || issuer.Kind is IssuerKind.PersonalAccounts or IssuerKind.ExternalId;
}

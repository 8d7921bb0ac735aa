using System.Security.Claims;

namespace AccessContract.Checks;

/// <summary>Recognizes the type of a token and unusual claims, without knowing which API it is sent to. Most relevant first.</summary>
public static class TokenFindings
{
    private static readonly string[] IdTokenOnly = ["nonce", "at_hash", "c_hash"];
    private static readonly string[] AccessTokenOnly = ["scp", "scope", "azp", "appid", "idtyp", "client_id"];
    private static readonly Dictionary<string, string> OtherTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dpop+jwt"] = "a DPoP proof, which accompanies an access token",
        ["pop"] = "a signed request, which contains an access token",
        ["logout+jwt"] = "a logout token",
        ["secevent+jwt"] = "a security event",
    };

    private static readonly TimeSpan LongLifetime = TimeSpan.FromHours(4);

    public static IReadOnlyList<Finding> Of(TokenContent token, DateTimeOffset now, TimeSpan skew)
    {
        var issuer = TokenIssuer.Of(token);
        return [.. new[]
        {
            OtherPurpose(token),
            Type(token),
            Algorithm(token, issuer),
            Graph(token),
            IdToken(token, issuer),
            Issuer(token, issuer),
            Version(token, issuer),
            Audience(token, issuer),
            Lifetime(token, now, skew),
            Application(token, issuer),
            NoPermission(token, issuer),
            Groups(token),
            User(token, issuer),
            LongLived(token),
        }.OfType<Finding>()];
    }

    internal static IReadOnlyList<Finding> WrongTypes(TokenContent token) =>
        [.. new[] { OtherPurpose(token), Type(token), Graph(token), IdToken(token, TokenIssuer.Of(token)) }.OfType<Finding>()];

    private static Finding? Type(TokenContent token) => token.Header.GetValueOrDefault("typ") is { } type && OtherTypes.GetValueOrDefault(type) is { } kind
        ? Finding.Warning(Causes.OtherType, $"Its typ is {type}: it is {kind}, not an access token.") with
        {
            Explains = [CheckNames.Signature, CheckNames.Version, CheckNames.Issuer, CheckNames.Audience, CheckNames.TokenKind],
        }
        : null;

    private static Finding? Algorithm(TokenContent token, TokenIssuer issuer)
    {
        if (token.Header.Count == 0)
            return null;

        var algorithm = token.Header.GetValueOrDefault("alg") ?? "";
        if (algorithm.Length == 0 || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase))
            return Finding.Fault(Causes.NotSigned, "Its alg is none or missing. Anyone could have created the token; no API may accept it.");
        if (token.Signature == SignatureEvidence.Missing)
            return Finding.Fault(Causes.SignatureMissing, "The third part is empty, so nothing proves who issued the token.");
        if (algorithm == "RS256" || !issuer.IsEntra)
            return null;

        return algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase)
            ? Finding.Fault(Causes.SharedSecret, $"{algorithm} uses a shared secret. Entra never signs tokens like this: another issuer made the token, or it was tampered with.")
            : Finding.Warning(Causes.OtherAlgorithm, $"It is signed with {algorithm}; Entra signs with RS256. APIs for Entra tokens usually accept nothing else.");
    }

    // What a client signs with a key of its own is not an access token.
    private static Finding? OtherPurpose(TokenContent token)
    {
        if (token.Header.GetValueOrDefault("typ") == "pop" || (token.Has("at") && token.Has("cnf")))
        {
            return Finding.Warning(Causes.SignedRequest, "The client signed a request with it. The access token is inside, in the claim at.") with
            {
                Explains = [CheckNames.Signature, CheckNames.Version, CheckNames.Issuer],
            };
        }

        return token.First("iss") is { Length: > 0 } issuer && issuer == token.First("sub")
            ? Finding.Warning(Causes.ClientAssertion, "Its iss and sub are the same: the client made it to prove its identity at a token endpoint.") with
            {
                Explains = [CheckNames.Signature, CheckNames.Version, CheckNames.Issuer],
            }
            : null;
    }

    private static Finding? Graph(TokenContent token)
    {
        var isProtected = token.Header.ContainsKey("nonce");
        return WellKnown.IsGraph(token.First("aud"))
            ? Finding.Warning(
                Causes.Graph,
                "Only Microsoft Graph may accept it."
                    + (isProtected ? " The nonce in its header changes what is signed, so only Graph can check the signature." : "")) with
            {
                Explains = [CheckNames.Signature, CheckNames.Version, CheckNames.Issuer, CheckNames.Audience],
            }
            : null;
    }

    private static Finding? IdToken(TokenContent token, TokenIssuer issuer)
    {
        // Other services write nonce into access tokens too, such as Keycloak.
        var isId = (IdTokenOnly.Any(token.Has) && (issuer.IsEntra || !AccessTokenOnly.Any(token.Has)))
            || (!AccessTokenOnly.Any(token.Has) && !token.Has("roles") && (token.Has("preferred_username") || token.Has("name")) && token.Has("aud"));
        return isId
            ? Finding.Warning(Causes.IdToken, "An ID token identifies the user to the client app. No API may accept it as an access token.") with
            {
                Explains = [CheckNames.Version, CheckNames.Audience, CheckNames.TokenKind, CheckNames.Scope, CheckNames.Role],
            }
            : null;
    }

    private static Finding? Issuer(TokenContent token, TokenIssuer issuer) => issuer.Kind switch
    {
        _ when issuer.Kind != IssuerKind.PersonalAccounts && TrustedIssuer.ContradictsTenant(token, issuer) =>
            Finding.Fault(Causes.TenantContradicts, TenantCheck.Contradiction),
        IssuerKind.B2C => Finding.Note("issuer_b2c", "A token of Azure AD B2C", "B2C writes ver 1.0 into all its tokens, and the policy into tfp or acr."),
        IssuerKind.ExternalId => Finding.Note("issuer_external_id", "A token of Entra External ID", "It is from a tenant for customers (ciamlogin.com)."),
        IssuerKind.Adfs => Finding.Note("issuer_adfs", "A token of AD FS", "AD FS runs on premises; its claims differ from those of Entra."),
        IssuerKind.Workload => Finding.Note("issuer_workload", $"A token of {issuer.Name}", "It identifies a workload. Entra exchanges it for an access token (workload identity federation)."),
        IssuerKind.Other => Finding.Note("issuer_other", $"A token of {issuer.Name}", "Entra’s rules for claims do not apply to it."),
        _ => null,
    };

    private static Finding? Version(TokenContent token, TokenIssuer issuer)
    {
        if (!issuer.IsEntra && issuer.Kind != IssuerKind.Unknown)
            return null;

        // Entra writes the version as a string; a number is not a valid version.
        var isText = token.Claims.Any(c => c is { Type: "ver", ValueType: ClaimValueTypes.String }) && !token.IsList("ver");
        return (isText ? token.First("ver") : null, issuer.Kind) switch
        {
            ("1.0", _) when issuer.IsEntra => Finding.Note(
                Causes.Version1.Code, Causes.Version1.Title,
                "Its issuer, audience and some claim names differ from v2. For an access token, the registration of the target API sets v1, or no version."),
            ("2.0", IssuerKind.EntraV1) => Finding.Fault(
                Causes.VersionMixed, "Its ver claim says v2, but its issuer is that of v1 tokens. Entra does not issue such tokens."),
            _ => null,
        };
    }

    private static Finding? Audience(TokenContent token, TokenIssuer issuer)
    {
        var audiences = token.All("aud");
        if (audiences.Count > 1)
            return Finding.Warning(Causes.AudienceSeveral, "Its aud claim lists several apps; each could use the token to call the others. Entra names only one.");
        // RFC 7519 does not require aud; Amazon Cognito omits it, for instance.
        if (audiences.Count == 0 && issuer.Kind is IssuerKind.Other or IssuerKind.Workload)
            return null;
        if (audiences is not [{ Length: > 0 } audience])
            return Finding.Fault(Causes.AudienceMissing, "Its aud claim is missing or empty, so no API may accept the token.");
        if (WellKnown.Resource(audience) is { } known && !WellKnown.IsGraph(audience))
            return Finding.Note("audience_known", $"This token is for {known}", "Any other API must refuse it.");

        return audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase)
            ? Finding.Note("audience_uri", "The audience is an App ID URI", "v1 tokens can identify the API by its App ID URI, v2 tokens by its client ID. An API that accepts only one refuses the other.")
            : null;
    }

    private static Finding? Lifetime(TokenContent token, DateTimeOffset now, TimeSpan skew)
    {
        if (token.Time("exp") is not { } expires)
        {
            if (!token.Has("exp"))
                return Finding.Fault(Causes.ExpiryMissing, "It has no exp claim. No API should accept a token without an end.");

            return EpochTime.OfSmallerUnit(token.First("exp")) is var (_, unit)
                ? Finding.Fault(Causes.Milliseconds, $"Its exp looks like {unit}; seconds are required. Read as seconds, it is after the year 9999.")
                : Finding.Fault(Causes.TimeUnreadable, "Its exp is not a valid time: a number of seconds between 1970 and 9999 is required.");
        }

        if (expires + skew <= now)
        {
            return Finding.Warning(
                AppOnlyShape.IsIn(token) ? Causes.ExpiredOfApp : Causes.Expired,
                $"It expired {DurationText.Of(now - expires)} ago, so no API may accept it. "
                    + "If the token is new, compare the clocks of the sign-in service and this machine.");
        }

        return (token.Time("nbf") ?? token.Time("iat")) is { } begins && begins - skew > now
            ? Finding.Warning(
                Causes.NotYetValid,
                $"It becomes valid in {DurationText.Of(begins - now)}. "
                    + "If it was just issued, the clock of the sign-in service or of this machine may be wrong.")
            : null;
    }

    private static Finding? Application(TokenContent token, TokenIssuer issuer)
    {
        if (token.Has("xms_mirid"))
        {
            return Finding.Note("managed_identity", "A managed identity’s token",
                "It identifies a managed identity (xms_mirid). Azure keeps such tokens for up to 24 hours, so a new app role takes effect up to a day later.");
        }

        if (token.First("idtyp") == "app")
            return Finding.Note("app_token", "App-only token", "No user is involved (idtyp is app). Its roles apply to the data of all users, and it cannot be exchanged on-behalf-of.");

        return issuer.IsEntra && !token.Has("scp") && !token.Has("nonce") && !token.Has("idtyp") && token.First("oid") is { } oid && oid == token.First("sub")
            ? Finding.Note("app_token", "Probably an app-only token", "It has no scp, and its sub equals its oid, which is typical without a user. To be certain, add the optional claim idtyp to the API’s registration.")
            : null;
    }

    private static Finding? NoPermission(TokenContent token, TokenIssuer issuer)
    {
        if ((!token.Has("azp") && !token.Has("appid") && !token.Has("idtyp")) || TokenFacts.Read(token) is not { Scopes.Count: 0, Roles.Count: 0 })
            return null;

        return token.First("scope") is { Length: > 0 }
            ? Finding.Note(Causes.ScopesInOtherClaim.Code, Causes.ScopesInOtherClaim.Title, "Its permissions are in scope, as RFC 9068 defines it. Entra writes them into scp, and APIs for Entra tokens read scp.")
            : !issuer.IsEntra ? null
            : Finding.Warning(
                Causes.NoPermission,
                "It identifies the caller, but has neither scp nor roles. "
                    + "An API that only validates tokens would accept it, although it should not.");
    }

    private static Finding? Groups(TokenContent token) => GroupOverage.IsIn(token)
        ? Finding.Note("group_overage", "Too many groups to list", "The user is in more groups than fit in the token: 200, or 6 in the implicit flow. An API that authorizes by group must query Microsoft Graph. App roles are not affected.")
        : null;

    private static Finding? User(TokenContent token, TokenIssuer issuer)
    {
        if (token.First("tid") == WellKnown.PersonalAccountsTenant || issuer.Kind == IssuerKind.PersonalAccounts)
            return Finding.Note("personal_account", "Personal Microsoft account", "Its tid is the tenant shared by all personal accounts; it does not identify an organization.");
        if (!issuer.IsEntra && issuer.Kind != IssuerKind.Unknown || AppOnlyShape.IsIn(token) || !Guest.IsIn(token))
            return null;

        var home = Guest.HomeAddress(token) is { } address ? $" (home address {address})" : token.Has("idp") ? " (idp)" : "";
        return Finding.Note("guest", "Guest account", $"The user’s home is another directory{home}. oid, tid and roles are those of the inviting tenant.");
    }

    // Only what the token says: long lifetimes have other reasons too.
    private static Finding? LongLived(TokenContent token)
    {
        if (token.Time("exp") - token.Time("iat") is not { } lifetime || lifetime <= LongLifetime)
            return null;

        var reason = token.All("xms_cc").Contains("cp1", StringComparer.Ordinal)
            ? "Its client handles claims challenges (xms_cc is cp1), so APIs can refuse the token before it expires."
            : token.Has("xms_mirid")
                ? "Tokens of managed identities are valid for up to 24 hours."
                : "Changes to roles and consents take effect when it is replaced.";
        return Finding.Note("long_lived", $"Long lifetime: {DurationText.Of(lifetime)}", reason);
    }
}

using System.Security.Claims;

namespace AccessContract.Checks;

/// <summary>Recognizes the type of a token and unusual claims, without knowing which API it is sent to. Most relevant first.</summary>
public static class TokenFindings
{
    private static readonly string[] IdTokenOnly = ["nonce", "at_hash", "c_hash"];
    private static readonly string[] AccessTokenOnly = ["scp", "azp", "appid", "idtyp"];
    private static readonly TimeSpan LongLifetime = TimeSpan.FromHours(4);

    public static IReadOnlyList<Finding> Of(TokenContent token, DateTimeOffset now, TimeSpan skew) =>
        [.. new[]
        {
            Algorithm(token),
            Graph(token),
            IdToken(token),
            Version(token),
            Audience(token),
            Lifetime(token, now, skew),
            Application(token),
            NoPermission(token),
            Groups(token),
            Guest(token),
            PersonalAccount(token),
            Revocable(token),
        }.OfType<Finding>()];

    private static Finding? Algorithm(TokenContent token)
    {
        if (token.Header.Count == 0)
            return null;

        var algorithm = token.Header.GetValueOrDefault("alg") ?? "";
        if (algorithm.Length == 0 || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase))
            return Finding.Fault("alg_none", "The token is not signed", "Its alg is none or missing. Anyone could have created the token; no API may accept it.");
        if (algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase))
            return Finding.Fault("alg_shared_secret", "Signed with a shared secret", $"{algorithm} uses a shared secret. Entra never signs tokens like this: another issuer made the token, or it was tampered with.");
        if (token.Signature == SignatureEvidence.Missing)
            return Finding.Fault("signature_missing", "The signature is missing", "The third part is empty, so nothing proves who issued the token.");

        return algorithm == "RS256"
            ? null
            : Finding.Warning("alg_unusual", $"Signed with {algorithm}", "Entra signs with RS256. APIs for Entra tokens usually accept nothing else.");
    }

    private static Finding? Graph(TokenContent token)
    {
        var isProtected = token.Header.ContainsKey("nonce");
        if (!isProtected && !WellKnown.IsGraph(token.First("aud")))
            return null;

        return new Finding(
            isProtected ? "graph_nonce" : "graph_token",
            FindingWeight.Warning,
            "This token is for Microsoft Graph",
            "Only Microsoft Graph may accept it."
            + (isProtected ? " The nonce in its header changes what is signed, so only Graph can check the signature." : ""))
        {
            Explains = [CheckNames.Signature, CheckNames.Version, CheckNames.Issuer, CheckNames.Audience],
            Fix = new(FixOwner.ClientDeveloper, "Request a separate token with a scope of the API that you want to call. A token is valid for one API only."),
        };
    }

    private static Finding? IdToken(TokenContent token)
    {
        var isId = IdTokenOnly.Any(token.Has)
            || (!AccessTokenOnly.Any(token.Has) && !token.Has("roles") && (token.Has("preferred_username") || token.Has("name")) && token.Has("aud"));
        return isId
            ? new Finding(
                "id_token",
                FindingWeight.Note,
                "This is an ID token",
                "An ID token identifies the user to the client app. No API may accept it as an access token.")
            {
                Explains = [CheckNames.Audience, CheckNames.TokenKind, CheckNames.Scope, CheckNames.Role],
                Fix = new(FixOwner.ClientDeveloper, "Send the access token instead. The sign-in service issues it for the API’s scope, in addition to the ID token."),
            }
            : null;
    }

    private static Finding? Version(TokenContent token)
    {
        // Entra writes the version as a string; a number is not a valid version.
        var isText = token.Claims.Any(c => c is { Type: "ver", ValueType: ClaimValueTypes.String }) && !token.IsList("ver");
        var (version, isV1Issuer) = (isText ? token.First("ver") : null, token.First("iss")?.StartsWith(WellKnown.V1IssuerHost, StringComparison.Ordinal) is true);
        return (version, isV1Issuer) switch
        {
            ("1.0", _) => new Finding(
                "version_1",
                FindingWeight.Note,
                "This is a v1 token",
                "Its issuer, audience and some claim names differ from v2. The registration of the target API sets v1, or no version.")
            {
                Explains = [CheckNames.Version, CheckNames.Issuer, CheckNames.Audience],
            },
            ("2.0", true) => Finding.Warning(
                "version_mixed", "Mixes v1 and v2", "Its ver claim says v2, but its issuer is that of v1 tokens. Entra does not issue such tokens."),
            _ => null,
        };
    }

    private static Finding? Audience(TokenContent token)
    {
        var audiences = token.All("aud");
        if (audiences.Count > 1)
            return Finding.Warning("audience_several", "Several audiences", "Its aud claim lists several apps; each could use the token to call the others. Entra names only one.");
        if (audiences is not [{ Length: > 0 } audience])
            return Finding.Fault("audience_missing", "No audience", "Its aud claim is missing or empty, so no API may accept the token.");
        if (WellKnown.Resource(audience) is { } known && !WellKnown.IsGraph(audience))
            return Finding.Note("audience_known", $"This token is for {known}", "Any other API must refuse it.");

        return audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase)
            ? Finding.Note("audience_uri", "The audience is an App ID URI", "v1 tokens identify the API by its App ID URI, v2 tokens by its client ID. An API that accepts only one refuses the other.")
            : null;
    }

    private static Finding? Lifetime(TokenContent token, DateTimeOffset now, TimeSpan skew)
    {
        if (token.Time("exp") is not { } expires)
            return Finding.Fault("no_expiry", "No expiry", "It has no valid exp claim. No API should accept a token that never expires.");
        if (expires + skew <= now)
        {
            return Finding.Warning(
                "expired",
                $"Expired {DurationText.Of(now - expires)} ago",
                "No API may accept it. "
                    + "If the token is new, compare the clocks of the sign-in service and this machine.");
        }

        return (token.Time("nbf") ?? token.Time("iat")) is { } begins && begins - skew > now
            ? Finding.Warning(
                "not_yet_valid",
                "Not valid yet",
                $"It becomes valid in {DurationText.Of(begins - now)}. "
                    + "If it was just issued, the clock of the sign-in service or of this machine is wrong.")
            : null;
    }

    private static Finding? Application(TokenContent token)
    {
        if (token.First("idtyp") == "app")
            return Finding.Note("app_token", "App-only token", "No user is involved (idtyp is app). Its roles apply to the data of all users, and it cannot be exchanged on-behalf-of.");

        return !token.Has("scp") && !token.Has("nonce") && !token.Has("idtyp") && token.First("oid") is { } oid && oid == token.First("sub")
            ? Finding.Note("app_token", "Probably an app-only token", "It has no scp, and its sub equals its oid, which is typical without a user. To be certain, add the optional claim idtyp to the API’s registration.")
            : null;
    }

    private static Finding? NoPermission(TokenContent token) =>
        (token.Has("azp") || token.Has("appid") || token.Has("idtyp")) && TokenFacts.Read(token.Claims) is { Scopes.Count: 0, Roles.Count: 0 }
            ? Finding.Warning(
                "no_scope_no_role",
                "Neither scope nor role",
                "It identifies the caller but grants no permission. "
                    + "An API that only validates tokens would accept it, although it should not.")
            : null;

    private static Finding? Groups(TokenContent token) => GroupOverage.IsIn(token)
        ? Finding.Note("group_overage", "Too many groups to list", "The user is in more groups than fit in a token (200). An API that authorizes by group must query Microsoft Graph. App roles are not affected.")
        : null;

    private static Finding? Guest(TokenContent token)
    {
        var home = token.First("idp");
        var isGuest = token.First("acct") == "1" || (home is not null && home != token.First("iss") && token.First("tid") is { } tid && !home.Contains(tid, StringComparison.OrdinalIgnoreCase));
        return isGuest
            ? Finding.Note("guest", "Guest account", "The user’s home is another directory" + (home is null ? "" : " (idp)") + ". oid, tid and roles are those of the inviting tenant.")
            : null;
    }

    private static Finding? PersonalAccount(TokenContent token) => token.First("tid") == WellKnown.PersonalAccountsTenant
        ? Finding.Note("personal_account", "Personal Microsoft account", "Its tid is the tenant shared by all personal accounts; it does not identify an organization.")
        : null;

    private static Finding? Revocable(TokenContent token) =>
        token.Time("exp") - token.Time("iat") is { } lifetime && lifetime > LongLifetime
            ? Finding.Note("long_lived", $"Long lifetime: {DurationText.Of(lifetime)}", "Entra issues long-lived tokens to clients that handle claims challenges (xms_cc); APIs can refuse them before they expire.")
            : null;
}

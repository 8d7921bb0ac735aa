using System.Security.Claims;

namespace AccessContract.Checks;

/// <summary>Recognises what a token is and what is odd about it, without asking which API it goes to. The most telling first.</summary>
public static class TokenFindings
{
    private static readonly string[] IdTokenOnly = ["nonce", "at_hash", "c_hash"];
    private static readonly string[] AccessTokenOnly = ["scp", "azp", "appid", "idtyp"];
    private static readonly TimeSpan LongLife = TimeSpan.FromHours(4);

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
            return Finding.Fault("alg_none", "Nobody signed it", "Its header says alg none. Anyone can have written it, and no API may accept it.");
        if (algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase))
            return Finding.Fault("alg_shared_secret", "Signed with a shared secret", $"{algorithm} needs a secret that both sides know. Entra never signs so: this is no token of Entra’s, or a forgery.");
        if (token.Signature == SignatureEvidence.Missing)
            return Finding.Fault("signature_missing", "The signature is missing", "Its third part is empty, so nothing shows who wrote it.");

        return algorithm == "RS256"
            ? null
            : Finding.Warning("alg_unusual", $"Signed with {algorithm}", "Entra signs with RS256. APIs that follow it accept nothing else.");
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
            "Only Graph may accept it."
            + (isProtected ? " The nonce in its header changes what is signed, so that nobody but Graph can even check the signature." : ""),
            ["signature", "version", "issuer", "audience"],
            new Fix(FixOwner.Developer, "Ask the authority for a second token, with a scope of the API that you want to call. A token serves one API."));
    }

    private static Finding? IdToken(TokenContent token)
    {
        var isId = IdTokenOnly.Any(token.Has)
            || (!AccessTokenOnly.Any(token.Has) && !token.Has("roles") && (token.Has("preferred_username") || token.Has("name")) && token.Has("aud"));
        return isId
            ? new Finding(
                "id_token",
                FindingWeight.Note,
                "This is an id token",
                "It tells the app that asked for it who signed in. As an access token no API may take it.",
                ["audience", "token_kind", "scope", "role"],
                new Fix(FixOwner.Developer, "Send the access token instead: the authority issues it beside the id token, for the scope that the API names."))
            : null;
    }

    private static Finding? Version(TokenContent token)
    {
        // A number is no version of Entra's.
        var isText = token.Claims.Any(c => c is { Type: "ver", ValueType: ClaimValueTypes.String }) && !token.IsList("ver");
        var (version, isV1Issuer) = (isText ? token.First("ver") : null, token.First("iss")?.StartsWith(WellKnown.V1IssuerHost, StringComparison.Ordinal) is true);
        return (version, isV1Issuer) switch
        {
            ("1.0", _) => new Finding(
                "version_1",
                FindingWeight.Note,
                "This is a v1 token",
                "Its issuer, its audience and the names of some claims differ from v2. The registration of the API that it is for asked for v1, or for no version.",
                ["version", "issuer", "audience"]),
            ("2.0", true) => Finding.Warning(
                "version_mixed", "Half v1, half v2", "It calls itself v2 and has the issuer of v1 tokens. Entra issues no such token."),
            _ => null,
        };
    }

    private static Finding? Audience(TokenContent token)
    {
        var audiences = token.All("aud");
        if (audiences.Count > 1)
            return Finding.Warning("audience_several", "For several apps at once", "Its aud is a list. Entra names one app, and each of several could use the token at the others.");
        if (audiences is not [{ Length: > 0 } audience])
            return Finding.Fault("audience_missing", "For nobody", "It names no audience, so no API may take it for its own.");
        if (WellKnown.Resource(audience) is { } known && !WellKnown.IsGraph(audience))
            return Finding.Note("audience_known", $"This token is for {known}", "Nobody else may accept it.");

        return audience.StartsWith("api://", StringComparison.OrdinalIgnoreCase)
            ? Finding.Note("audience_uri", "The audience is an App ID URI", "v1 tokens name the API so. v2 tokens carry its client id, and APIs that compare with the one refuse the other.")
            : null;
    }

    private static Finding? Lifetime(TokenContent token, DateTimeOffset now, TimeSpan skew)
    {
        if (token.Time("exp") is not { } expires)
            return Finding.Fault("no_expiry", "It never ends", "It has no exp that is a moment in time. No API should accept a token without an end.");
        if (expires + skew <= now)
            return Finding.Warning("expired", $"Expired {DurationText.Of(now - expires)} ago", "Nobody may accept it any more. Should it be fresh, compare the clocks.");

        return (token.Time("nbf") ?? token.Time("iat")) is { } begins && begins - skew > now
            ? Finding.Warning("not_yet_valid", "Not valid yet", $"It does not count before {DurationText.Of(begins - now)} from now. If it was issued just now, a clock is wrong: the authority’s, or this machine’s.")
            : null;
    }

    private static Finding? Application(TokenContent token)
    {
        if (token.First("idtyp") == "app")
            return Finding.Note("app_token", "An application’s own token", "No user is involved (idtyp app). It can do what its roles say for everybody’s data, and on-behalf-of cannot start from it.");

        return !token.Has("scp") && !token.Has("nonce") && !token.Has("idtyp") && token.First("oid") is { } oid && oid == token.First("sub")
            ? Finding.Note("app_token", "Probably an application’s own token", "It has no scp, and its sub is its oid, as where no user is involved. The API’s registration can ask for idtyp, which says it outright.")
            : null;
    }

    private static Finding? NoPermission(TokenContent token) =>
        (token.Has("azp") || token.Has("appid") || token.Has("idtyp")) && TokenFacts.Read(token.Claims) is { Scopes.Count: 0, Roles.Count: 0 }
            ? Finding.Warning("no_scope_no_role", "Neither scope nor role", "It proves who asks and allows nothing: an API that only checks that a token is valid would let it in, and should not.")
            : null;

    private static Finding? Groups(TokenContent token) => GroupOverage.IsIn(token)
        ? Finding.Note("group_overage", "Too many groups to list", "The user is in more groups than fit into a token (200). It names where to ask instead; whoever decides by groups must ask Microsoft Graph. App roles are not affected.")
        : null;

    private static Finding? Guest(TokenContent token)
    {
        var home = token.First("idp");
        var isGuest = token.First("acct") == "1" || (home is not null && home != token.First("iss") && token.First("tid") is { } tid && !home.Contains(tid, StringComparison.OrdinalIgnoreCase));
        return isGuest
            ? Finding.Note("guest", "A guest", "The user’s home is elsewhere" + (home is null ? "" : " (idp)") + ". Here oid, tid and roles are those of the inviting tenant.")
            : null;
    }

    private static Finding? PersonalAccount(TokenContent token) => token.First("tid") == WellKnown.PersonalAccountsTenant
        ? Finding.Note("personal_account", "A personal Microsoft account", "Its tid is the tenant that all personal accounts share: it says nothing about an organisation.")
        : null;

    private static Finding? Revocable(TokenContent token) =>
        token.Time("exp") - token.Time("iat") is { } life && life > LongLife
            ? Finding.Note("long_lived", $"Lives {DurationText.Of(life)}", "The client can handle claims challenges (xms_cc), so the authority issues long-lived tokens and has APIs refuse them at once when something changes.")
            : null;
}

using System.Globalization;

namespace AccessContract;

/// <summary>What the claims of Entra's v1 and v2 tokens mean, in a sentence each, and what this value of one says.</summary>
public static class ClaimGlossary
{
    private const string Unknown = "Not one of Entra's standard claims: an optional or custom one, or one of another authority.";
    private const string FromElsewhere = "An attribute that the organisation added to the directory.";
    private const string Extension = "extn.";

    private static readonly HashSet<string> Times = ["exp", "iat", "nbf", "auth_time", "pwd_exp", "xms_tcdt"];

    private static readonly Dictionary<(string, string), string> Values = new()
    {
        [("ver", "1.0")] = "This is a v1 token.",
        [("ver", "2.0")] = "This is a v2 token.",
        [("azpacr", "0")] = "Here: a public client.",
        [("azpacr", "1")] = "Here: a client secret.",
        [("azpacr", "2")] = "Here: a certificate.",
        [("appidacr", "0")] = "Here: a public client.",
        [("appidacr", "1")] = "Here: a client secret.",
        [("appidacr", "2")] = "Here: a certificate.",
        [("idtyp", "app")] = "On-behalf-of cannot start from such a token.",
        [("idtyp", "user")] = "Here: a user's.",
        [("acct", "0")] = "Here: a member.",
        [("acct", "1")] = "Here: a guest.",
        [("amr", "pwd")] = "Here: a password.",
        [("amr", "mfa")] = "Here: more than one factor.",
        [("amr", "rsa")] = "Here: a certificate or a key of the device.",
        [("amr", "fido")] = "Here: a security key.",
        [("amr", "wia")] = "Here: the sign-in to Windows.",
        [("amr", "otp")] = "Here: a one-time code.",
        [("amr", "ngcmfa")] = "Here: a second factor for setting up a stronger credential.",
        [("xms_cc", "cp1")] = "Here: it can.",
        [("tid", WellKnown.PersonalAccountsTenant)] = "This one is shared by all personal Microsoft accounts.",
        [("wids", "62e90394-69f5-4237-9190-012177145e10")] = "This one: Global Administrator.",
        [("wids", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3")] = "This one: Application Administrator.",
        [("wids", "158c047a-c907-4556-b7ef-446551a6b5f7")] = "This one: Cloud Application Administrator.",
        [("wids", "b79fbf4d-3ef9-4689-8143-76b194e85509")] = "This one: a user without any directory role.",
    };

    /// <summary>What the claim says, and what this value of it says where that is not plain.</summary>
    public static string Explain(string name, string value)
    {
        var meaning = ClaimMeanings.ByName.GetValueOrDefault(name)
            ?? (name.StartsWith(Extension, StringComparison.Ordinal) ? FromElsewhere : Unknown);
        return Value(name, value) is { } more ? $"{meaning} {more}" : meaning;
    }

    public static string ExplainHeader(string name) =>
        ClaimMeanings.OfHeader.GetValueOrDefault(name, "Not one of the header's usual members.");

    /// <summary>The moment that the claim names; null for one that names none.</summary>
    public static DateTimeOffset? Time(string name, string value) => Times.Contains(name) ? EpochTime.Read(value) : null;

    private static string? Value(string name, string value)
    {
        if (Time(name, value) is { } time)
            return $"That is {time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.";
        if (name == "aud" && WellKnown.Resource(value) is { } resource)
            return $"This one: {resource}.";

        return Values.GetValueOrDefault((name, value));
    }
}

using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>The input of the form for custom changes to a token.</summary>
public sealed class TamperingDraft
{
    public const string OfUser = "user";
    public const string OfPortal = "portal";

    /// <summary>Suggestions: claims that APIs check, and header parameters. Any other name can be entered too.</summary>
    public static readonly IReadOnlyList<string> UsualNames =
    [
        "aud", "iss", "ver", "tid", "azp", "scp", "roles", "idtyp", "oid", "sub", "exp", "nbf", "iat", "acrs", "xms_cc",
        "nonce", "alg", "kid", "typ", "crit",
    ];

    public DemoFieldErrors Errors { get; } = new();

    public string Key { get; set; } = TamperingKeys.Tenant;

    public string Start { get; set; } = OfUser;

    public IList<TamperedMemberDraft> Changes { get; } = new List<TamperedMemberDraft> { new() };

    /// <summary>Null: <see cref="Errors"/> say why.</summary>
    public TamperingChoice? Read()
    {
        Errors.Clear();
        var choice = new TamperingChoice([.. Changes.Select(c => c.Read())], Key, Start == OfPortal);
        Errors.Add(DemoChecks.Of(choice).Select(m => m with { Field = $"choice.{m.Field}" }));
        return Errors.Any ? null : choice;
    }

    /// <param name="field">The field of the change, with a leading dot.</param>
    public string? ErrorAt(TamperedMemberDraft change, string field) =>
        Errors[string.Create(CultureInfo.InvariantCulture, $"choice.changes[{Changes.IndexOf(change)}]{field}")];
}

/// <summary>The input for one change.</summary>
public sealed class TamperedMemberDraft
{
    private static readonly string[] Times = ["exp", "nbf", "iat"];

    public string Kind { get; set; } = TamperingKinds.SetClaim;

    public string Name { get; set; } = "";

    public string Typed { get; set; } = "";

    public bool Sets => TamperingKinds.Sets(Kind);

    public TamperedMember Read() => new(Kind, Name.Trim(), Sets ? TamperedValue.Read(Typed).Json : null);

    /// <summary>How the input is interpreted.</summary>
    public string Hint(DateTimeOffset now) => Times.Contains(Name, StringComparer.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{TamperedValue.Read(Typed).Interpretation} In seconds since 1970; now is {now.ToUnixTimeSeconds()}.")
        : TamperedValue.Read(Typed).Interpretation;
}

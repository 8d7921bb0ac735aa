using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>A token's faults as they are being chosen.</summary>
public sealed class TamperingDraft
{
    public const string OfUser = "user";
    public const string OfPortal = "portal";

    /// <summary>Claims that APIs look at, and members of the header: to choose from, while anything can be typed.</summary>
    public static readonly IReadOnlyList<string> UsualNames =
    [
        "aud", "iss", "ver", "tid", "azp", "scp", "roles", "idtyp", "oid", "sub", "exp", "nbf", "iat", "acrs", "xms_cc",
        "nonce", "alg", "kid", "typ", "crit",
    ];

    public DemoFieldErrors Mistakes { get; } = new();

    public string Key { get; set; } = TamperingKeys.Tenant;

    public string Start { get; set; } = OfUser;

    public IList<ForgedChangeDraft> Changes { get; } = new List<ForgedChangeDraft> { new() };

    /// <summary>Null: <see cref="Mistakes"/> say why.</summary>
    public TamperingChoice? Read()
    {
        Mistakes.Clear();
        var choice = new TamperingChoice([.. Changes.Select(c => c.Read())], Key, Start == OfPortal);
        Mistakes.Add(DemoChecks.Of(choice).Select(m => m with { Field = $"choice.{m.Field}" }));
        return Mistakes.Any ? null : choice;
    }

    /// <param name="field">Of the change; with its dot.</param>
    public string? MistakeAt(ForgedChangeDraft change, string field) =>
        Mistakes[string.Create(CultureInfo.InvariantCulture, $"choice.changes[{Changes.IndexOf(change)}]{field}")];
}

/// <summary>One change as it is being filled in.</summary>
public sealed class ForgedChangeDraft
{
    private static readonly string[] Times = ["exp", "nbf", "iat"];

    public string Kind { get; set; } = TamperingKinds.SetClaim;

    public string Name { get; set; } = "";

    public string Typed { get; set; } = "";

    public bool Sets => TamperingKinds.Sets(Kind);

    public TamperedMember Read() => new(Kind, Name.Trim(), Sets ? TamperedValue.Read(Typed).Json : null);

    /// <summary>What is typed is taken for.</summary>
    public string Hint(DateTimeOffset now) => Times.Contains(Name, StringComparer.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"{TamperedValue.Read(Typed).Words} Seconds since 1970: now is {now.ToUnixTimeSeconds()}.")
        : TamperedValue.Read(Typed).Words;
}

using Entra.Emulator.OAuth;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;

namespace Entra.Emulator.Authorize;

/// <summary>A valid authorization request in the emulator's own terms.</summary>
public sealed record AuthorizeRequest(
    OpenIddictRequest Wire,
    App Client,
    ScopeRequest Scopes,
    IReadOnlyList<string> Contexts,
    Prompt Prompt)
{
    /// <summary>The client wants an answer without a page, whatever it is.</summary>
    public bool IsSilent => Prompt.HasFlag(Prompt.None);

    /// <exception cref="EntraRefusedException">A parameter means nothing here.</exception>
    public static AuthorizeRequest Parse(OpenIddictRequest wire, App client, TenantDirectory tenant) => new(
        wire,
        client,
        ScopeRequest.Parse(tenant, client, wire.Scope),
        ClaimsRequest.Contexts((string?)wire["claims"], tenant),
        ParsePrompt(wire.Prompt));

    /// <summary>What the pages post back: the request as it came.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters =>
        from parameter in Wire.GetParameters()
        where !Answers.IsField(parameter.Key) && !parameter.Key.StartsWith("__", StringComparison.Ordinal)
        let value = (string?)parameter.Value
        where value is not null
        select KeyValuePair.Create(parameter.Key, value);

    private static Prompt ParsePrompt(string? prompt)
    {
        var words = (prompt ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 1 && words.Contains("none"))
            throw new EntraRefusedException(EntraErrors.TwoPrompts());

        return words.Aggregate(Prompt.Unset, (all, word) => all | word switch
        {
            "none" => Prompt.None,
            "login" or "select_account" => Prompt.PickAccount,
            "consent" => Prompt.Consent,
            _ => Prompt.Unset,
        });
    }
}

/// <summary>What the client wants people to see, or not to see, whatever could be answered silently.</summary>
[Flags]
public enum Prompt
{
    Unset = 0,
    None = 1,
    PickAccount = 2,
    Consent = 4,
}

using Entra.Emulator.Authorize.Prompts;
using Entra.Emulator.OAuth;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Tenant;
using OpenIddict.Abstractions;

namespace Entra.Emulator.Authorize;

/// <summary>A request to sign in and consent, from the authorization endpoint or from a device.</summary>
public sealed record AuthorizeRequest(App Client, ScopeRequest Scopes)
{
    /// <summary>Authentication contexts that the client requests in the claims parameter.</summary>
    public IReadOnlyList<string> Contexts { get; init; } = [];

    public Prompt Prompt { get; init; }

    public string? LoginHint { get; init; }

    public string? DomainHint { get; init; }

    /// <summary>The original parameters, which the pages post back.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; } = [];

    /// <summary>prompt=none: the request must be answered without showing a page.</summary>
    public bool IsSilent => Prompt.HasFlag(Prompt.None);

    /// <exception cref="EntraErrorException">A parameter is not valid.</exception>
    public static AuthorizeRequest Parse(OpenIddictRequest openIdRequest, App client, TenantDirectory tenant) =>
        new(client, ScopeRequest.ParseForUser(tenant, client, openIdRequest.Scope))
        {
            Contexts = ClaimsRequest.Parse((string?)openIdRequest["claims"], tenant).Contexts,
            LoginHint = openIdRequest.LoginHint,
            DomainHint = (string?)openIdRequest["domain_hint"],
            Parameters = [.. ParametersOf(openIdRequest)],
            Prompt = ParsePrompt(openIdRequest.Prompt),
        };

    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(OpenIddictRequest openIdRequest) =>
        from parameter in openIdRequest.GetParameters()
        where !PromptResponses.IsField(parameter.Key) && !parameter.Key.StartsWith("__", StringComparison.Ordinal)
        let value = (string?)parameter.Value
        where value is not null
        select KeyValuePair.Create(parameter.Key, value);

    private static Prompt ParsePrompt(string? prompt)
    {
        var values = (prompt ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (values.Length > 1 && values.Contains("none"))
            throw new EntraErrorException(EntraErrors.TwoPrompts());

        return values.Aggregate(Prompt.Unset, (all, word) => all | word switch
        {
            "none" => Prompt.None,
            "login" => Prompt.PickAccount | Prompt.SignInAgain,
            "select_account" => Prompt.PickAccount,
            "consent" => Prompt.Consent,
            _ => Prompt.Unset,
        });
    }
}

/// <summary>The values of the prompt parameter.</summary>
[Flags]
public enum Prompt
{
    Unset = 0,
    None = 1,
    PickAccount = 2,
    Consent = 4,
    SignInAgain = 8,
}

namespace AccessContract.AspNetCore;

/// <summary>The contract of one API: whose tokens it accepts, and the scopes and app roles of its registration.</summary>
public sealed class AccessContractOptions
{
    /// <summary>The API's name in explanations, in one or two words.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address of the authority, such as <c>https://login.microsoftonline.com/</c>.</summary>
    public string Instance { get; set; } = "";

    /// <summary>The one tenant whose tokens are accepted, a GUID.</summary>
    public string TenantId { get; set; } = "";

    /// <summary>The client ID of the API's registration, a GUID: the only audience.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Descriptions of the delegated scopes, by name.</summary>
    public IDictionary<string, string> Scopes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Descriptions of the app roles, by value.</summary>
    public IDictionary<string, string> Roles { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// By app role: the authentication context, c1 to c99, that <c>acrs</c> must contain if an operation requires that
    /// role. Applies to users only: an application cannot step up.
    /// </summary>
    public IDictionary<string, string> StepUp { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The path of the OpenAPI document, which describes the operations.</summary>
    public string DocumentationPath { get; set; } = "/openapi/v1.json";

    /// <summary>
    /// When the sign-in behind a token was revoked; null if it was not. Without this function, tokens are valid until they
    /// expire, as in every API without continuous access evaluation.
    /// </summary>
    public Func<TokenFacts, DateTimeOffset?>? RevokedAt { get; set; }

    /// <summary>Writes a refusal in the API's own format for errors. The status and the headers are already set.</summary>
    public Func<HttpContext, AccessProblem, Task> WriteProblem { get; set; } = AccessProblem.WriteAsync;

    /// <summary>Adds descriptions of scopes and app roles.</summary>
    public void Describe(IReadOnlyDictionary<string, string> scopes, IReadOnlyDictionary<string, string> roles)
    {
        foreach (var (name, description) in scopes)
            Scopes[name] = description;
        foreach (var (name, description) in roles)
            Roles[name] = description;
    }

    /// <summary>The section that the settings were read from, for error messages.</summary>
    internal string SectionPath { get; set; } = "AzureAd";

    internal TokenExpectations Expectations => new(Name, $"{Instance.TrimEnd('/')}/{TenantId}/v2.0", TenantId, ClientId);

    /// <summary>The scope as a client requests it.</summary>
    internal string FullScope(string scope) => $"{ClientId}/{scope}";
}

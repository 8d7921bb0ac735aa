using Microsoft.Extensions.Options;

namespace Portal.Downstream;

/// <summary>
/// One entry of <c>DownstreamApis</c>, as far as the portal itself reads it; the same section also binds the
/// DownstreamApiOptions that IDownstreamApi calls with.
/// </summary>
public sealed class DownstreamApiSettings
{
    public const string SectionName = "DownstreamApis";

    /// <summary>Absolute http(s) address, with or without a closing slash.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Delegated scopes, each <c>{resource}/{scope}</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Those of <see cref="Scopes"/> that only an administrator can consent to, as the API's registration says.</summary>
    public IList<string> AdministratorScopes { get; } = [];

    /// <summary>
    /// What the portal asks for as itself, without a user, where the page that compares the two wants it. Null: the
    /// <c>.default</c> of the resource that <see cref="Scopes"/> name.
    /// </summary>
    public string? ApplicationScope { get; set; }

    /// <summary>Where its OpenAPI document is, relative to <see cref="BaseUrl"/>.</summary>
    public string OpenApi { get; set; } = "openapi/v1.json";

    /// <summary>Budget for one call, first byte to last, in seconds.</summary>
    public double TimeoutSeconds { get; set; } = 3;

    /// <summary>The largest answer that is passed on, in bytes.</summary>
    public long MaxResponseBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>What settings say of its views, by their names.</summary>
    public IDictionary<string, ViewSettings> Views { get; } = new Dictionary<string, ViewSettings>(StringComparer.OrdinalIgnoreCase);

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<DownstreamApiSettings>
    {
        public ValidateOptionsResult Validate(string? name, DownstreamApiSettings options)
        {
            var key = $"{SectionName}:{name}";
            if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                return ValidateOptionsResult.Fail($"Setting {key}:BaseUrl must be an absolute http(s) address.");

            if (url.Scheme == "http" && !environment.IsDevelopment())
                return ValidateOptionsResult.Fail($"Setting {key}:BaseUrl must be https outside Development: it carries tokens.");

            if (options.Scopes.Count == 0 || options.Scopes.Any(string.IsNullOrWhiteSpace))
                return ValidateOptionsResult.Fail($"Setting {key}:Scopes must name at least one scope, as {{resource}}/{{scope}}.");

            if (options.AdministratorScopes.Any(s => !options.Scopes.Contains(s)))
                return ValidateOptionsResult.Fail($"Setting {key}:AdministratorScopes must name scopes that {key}:Scopes name too, spelled alike.");

            if (options.TimeoutSeconds is not (> 0 and <= 100))
                return ValidateOptionsResult.Fail($"Setting {key}:TimeoutSeconds must be above 0 and at most 100.");

            return options.MaxResponseBytes > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Setting {key}:MaxResponseBytes must be above 0.");
        }
    }
}

using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace Portal.Downstream;

/// <summary>
/// One entry of <c>DownstreamApis</c>: the settings that the portal itself reads. The same section also binds the
/// DownstreamApiOptions of IDownstreamApi.
/// </summary>
public sealed class DownstreamApiSettings
{
    public const string SectionName = "DownstreamApis";

    private Uri? _home;

    /// <summary>Absolute http(s) address, with or without a trailing slash.</summary>
    public string? BaseUrl { get; set; }

    /// <summary><see cref="BaseUrl"/> with a trailing slash.</summary>
    internal Uri Home => _home ??= new Uri(BaseUrl!.TrimEnd('/') + "/");

    /// <summary>Delegated scopes, each <c>{resource}/{scope}</c>.</summary>
    public IList<string> Scopes { get; } = [];

    /// <summary>Those of <see cref="Scopes"/> that only an administrator can consent to, according to the API's registration.</summary>
    public IList<string> AdministratorScopes { get; } = [];

    /// <summary>
    /// The scope of app-only tokens, which only the comparison page uses. Null: the <c>.default</c> of the resource in
    /// <see cref="Scopes"/>.
    /// </summary>
    public string? ApplicationScope { get; set; }

    /// <summary>The path of its OpenAPI document, relative to <see cref="BaseUrl"/>, or its address if it is elsewhere.</summary>
    public string OpenApi { get; set; } = "openapi/v1.json";

    internal Uri DocumentAddress => new(Home, OpenApi.TrimStart('/'));

    /// <summary>Whether the API itself publishes its document.</summary>
    internal bool HasOwnDocument =>
        Uri.Compare(DocumentAddress, new Uri(BaseUrl!), UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <summary>Time limit for one call including its retries and its body, in seconds.</summary>
    public double TimeoutSeconds { get; set; } = 3;

    /// <summary>
    /// Time limit for one try, in seconds; a read that exceeds it is repeated. Null: a call has one try until
    /// <see cref="TimeoutSeconds"/>.
    /// </summary>
    public double? AttemptTimeoutSeconds { get; set; }

    /// <summary>How many calls to the API the portal makes at the same time; more are refused at once.</summary>
    public int MaxConcurrentCalls { get; set; } = 200;

    /// <summary>The largest response that is forwarded, in bytes.</summary>
    public long MaxResponseBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Headers that each call contains, such as <c>X-Tenant</c>. See <see cref="ExtraHeaders"/>.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings for its views, by view name.</summary>
    public IDictionary<string, ViewSettings> Views { get; } = new Dictionary<string, ViewSettings>(StringComparer.OrdinalIgnoreCase);

    internal sealed class Validator(IHostEnvironment environment) : IValidateOptions<DownstreamApiSettings>
    {
        private string? DocumentProblem(Uri address) =>
            address.Scheme != "https" && !(address.Scheme == "http" && environment.IsDevelopment())
                ? "must be a path below BaseUrl or an https address."
                : (environment.IsDevelopment() ? ReservedAddress.IsMetadata(address) : ReservedAddress.Contains(address))
                    ? "must not be a link-local or metadata address."
                    : null;

        public ValidateOptionsResult Validate(string? name, DownstreamApiSettings options)
        {
            var key = $"{SectionName}:{name}";
            if (!Uri.TryCreate(options.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
                return ValidateOptionsResult.Fail($"Setting {key}:BaseUrl must be an absolute http(s) address.");

            if (url.Scheme == "http" && !environment.IsDevelopment())
                return ValidateOptionsResult.Fail($"Setting {key}:BaseUrl must be https outside Development, because tokens are sent to it.");

            if (environment.IsDevelopment() ? ReservedAddress.IsMetadata(url) : ReservedAddress.Contains(url))
                return ValidateOptionsResult.Fail($"Setting {key}:BaseUrl must not be a link-local or metadata address.");

            if (!options.HasOwnDocument && DocumentProblem(options.DocumentAddress) is { } document)
                return ValidateOptionsResult.Fail($"Setting {key}:OpenApi {document}");

            if (options.Scopes.Count == 0 || options.Scopes.Any(string.IsNullOrWhiteSpace))
                return ValidateOptionsResult.Fail($"Setting {key}:Scopes must name at least one scope, as {{resource}}/{{scope}}.");

            if (options.AdministratorScopes.Any(s => !options.Scopes.Contains(s)))
                return ValidateOptionsResult.Fail($"Setting {key}:AdministratorScopes must only contain scopes from {key}:Scopes, with the same spelling.");

            if (options.TimeoutSeconds is not (> 0 and <= 100))
                return ValidateOptionsResult.Fail($"Setting {key}:TimeoutSeconds must be greater than 0 and at most 100.");

            if (options.AttemptTimeoutSeconds is { } attempt && !(attempt > 0 && attempt <= options.TimeoutSeconds))
                return ValidateOptionsResult.Fail($"Setting {key}:AttemptTimeoutSeconds must be greater than 0 and at most TimeoutSeconds.");

            if (options.MaxConcurrentCalls is not (> 0 and <= 10_000))
                return ValidateOptionsResult.Fail($"Setting {key}:MaxConcurrentCalls must be from 1 to 10000.");

            if (ExtraHeaders.Problem(options.Headers) is { } wrong)
                return ValidateOptionsResult.Fail($"Setting {key}:Headers {wrong}");

            return options.MaxResponseBytes > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail($"Setting {key}:MaxResponseBytes must be greater than 0.");
        }
    }
}

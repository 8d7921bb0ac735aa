using Microsoft.Extensions.Options;
using ServiceDefaults;

namespace Portal.Graph;

/// <summary>The address of Microsoft Graph. Optional: by default it follows from the authority.</summary>
public sealed class GraphOptions
{
    public const string SectionName = "Graph";

    /// <summary>Absolute address with the version, such as <c>https://graph.microsoft.com/v1.0/</c>.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The Graph of the cloud that <paramref name="instance"/> belongs to; a loopback authority has its own.
    /// </summary>
    public static Uri For(Uri instance) => instance switch
    {
        { IsLoopback: true } => new Uri(instance, "/graph/v1.0/"),
        { Host: "login.microsoftonline.us" } => new Uri("https://graph.microsoft.us/v1.0/"),
        { Host: "login.partner.microsoftonline.cn" or "login.chinacloudapi.cn" } =>
            new Uri("https://microsoftgraph.chinacloudapi.cn/v1.0/"),
        _ => new Uri("https://graph.microsoft.com/v1.0/"),
    };

    internal sealed class Validator : IValidateOptions<GraphOptions>
    {
        public ValidateOptionsResult Validate(string? name, GraphOptions options) =>
            options.BaseUrl is null
            || (options.BaseUrl is { IsAbsoluteUri: true, Scheme: "https" } url && !ReservedAddress.Contains(url))
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    $"Setting {SectionName}:BaseUrl (or Portal:{SectionName}:BaseUrl) must be an absolute https address, "
                        + "and not a link-local or metadata address.");
    }
}

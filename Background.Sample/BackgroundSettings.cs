using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Background.Sample;

/// <summary>Checks the settings. An invalid setting stops the app with an error that names its key.</summary>
internal static class BackgroundSettings
{
    /// <exception cref="InvalidOperationException">One line for each wrong setting.</exception>
    public static void Check(IConfiguration settings, IHostEnvironment environment)
    {
        var errors = FindErrors(settings, environment).ToList();
        if (errors.Count > 0)
            throw new InvalidOperationException(string.Join('\n', errors));
    }

    /// <summary>Whether runs are reported to a portal: only if its address is set.</summary>
    public static bool IsReporting(IConfiguration settings) => settings[$"DownstreamApis:{BackgroundSetup.Portal}:BaseUrl"] is { Length: > 0 };

    private static IEnumerable<string> FindErrors(IConfiguration settings, IHostEnvironment environment)
    {
        if (!Uri.TryCreate(settings["AzureAd:Instance"], UriKind.Absolute, out var instance) || instance.Scheme != Uri.UriSchemeHttps)
            yield return "AzureAd:Instance must be an https address, such as https://login.microsoftonline.com/.";
        foreach (var id in new[] { "AzureAd:TenantId", "AzureAd:ClientId" })
        {
            if (!Guid.TryParseExact(settings[id], "D", out _))
                yield return $"{id} must be a GUID. It may also be set as Background:{id}.";
        }

        if (!settings.GetSection("AzureAd:ClientCredentials").GetChildren().Any())
            yield return "Background:AzureAd:ClientCredentials must have a credential: a secret, a certificate or a managed identity.";

        foreach (var error in FindApiErrors(BackgroundSetup.AppB, settings, environment))
            yield return error;
        foreach (var error in IsReporting(settings) ? FindApiErrors(BackgroundSetup.Portal, settings, environment) : [])
            yield return error;
    }

    private static IEnumerable<string> FindApiErrors(string api, IConfiguration settings, IHostEnvironment environment)
    {
        var section = $"DownstreamApis:{api}";
        if (!Uri.TryCreate(settings[$"{section}:BaseUrl"], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            yield return $"Background:{section}:BaseUrl must be an absolute http(s) address.";
        else if (address.Scheme == "http" && !environment.IsDevelopment())
            yield return $"Background:{section}:BaseUrl must be https outside Development: requests contain tokens.";

        // An application requests all its app roles at once with .default; individual scopes are for users.
        if (settings[$"{section}:Scopes:0"]?.EndsWith("/.default", StringComparison.Ordinal) is not true)
            yield return $"Background:{section}:Scopes:0 must be {{client id}}/.default.";
    }
}

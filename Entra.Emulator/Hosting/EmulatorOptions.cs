using Microsoft.Extensions.Options;

namespace Entra.Emulator.Hosting;

/// <summary>The <c>Emulator</c> section of the settings. Port 0 means any free port.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>The address of the sign-in pages. Plain http avoids certificate warnings in the browser.</summary>
    public Uri BrowserUrl { get; set; } = new("http://localhost:7101");

    /// <summary>
    /// The address of metadata, tokens and Graph: the apps' <c>Instance</c>. Client libraries require https.
    /// </summary>
    public Uri BackChannelUrl { get; set; } = new("https://localhost:7102");

    /// <summary>The path of a tenant file. Without it, the built-in tenant is used.</summary>
    public string? TenantFile { get; set; }

    /// <summary>Discards all changes since the tenant file at startup: consents, assignments, sessions.</summary>
    public bool Reset { get; set; }
}

internal sealed class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        if (!IsLoopbackUrl(options.BrowserUrl, "http"))
            return Problem(nameof(options.BrowserUrl), options.BrowserUrl, "http://localhost:7101");
        if (!IsLoopbackUrl(options.BackChannelUrl, "https"))
            return Problem(nameof(options.BackChannelUrl), options.BackChannelUrl, "https://localhost:7102");

        return ValidateOptionsResult.Success;
    }

    private static bool IsLoopbackUrl(Uri url, string scheme) =>
        url is { IsAbsoluteUri: true, PathAndQuery: "/" } && url.Scheme == scheme && StartGuard.IsThisMachine(url);

    private static ValidateOptionsResult Problem(string name, Uri url, string example) => ValidateOptionsResult.Fail(
        $"Emulator:{name} is {url.OriginalString}. It must be a loopback address with scheme and port only, for example {example}.");
}

using Microsoft.Extensions.Options;

namespace Entra.Emulator.Hosting;

/// <summary>The section <c>Emulator</c> of the settings. Port 0 means: any free port.</summary>
internal sealed class EmulatorOptions
{
    /// <summary>Where people sign in. Plain http, so that no browser asks about a certificate.</summary>
    public Uri BrowserUrl { get; set; } = new("http://localhost:7101");

    /// <summary>Where apps fetch metadata and tokens: the <c>Instance</c>. https, as the client libraries demand.</summary>
    public Uri BackChannelUrl { get; set; } = new("https://localhost:7102");

    /// <summary>A tenant file of one's own; without it, the tenant that comes with the emulator.</summary>
    public string? TenantFile { get; set; }

    /// <summary>Forgets at the start what has changed since the tenant file: consents, assignments, sessions.</summary>
    public bool Reset { get; set; }
}

internal sealed class EmulatorOptionsValidator : IValidateOptions<EmulatorOptions>
{
    public ValidateOptionsResult Validate(string? name, EmulatorOptions options)
    {
        if (!Fits(options.BrowserUrl, "http"))
            return Problem(nameof(options.BrowserUrl), options.BrowserUrl, "http://localhost:7101");
        if (!Fits(options.BackChannelUrl, "https"))
            return Problem(nameof(options.BackChannelUrl), options.BackChannelUrl, "https://localhost:7102");

        return ValidateOptionsResult.Success;
    }

    private static bool Fits(Uri url, string scheme) =>
        url is { IsAbsoluteUri: true, PathAndQuery: "/" } && url.Scheme == scheme && StartGuard.IsThisMachine(url);

    private static ValidateOptionsResult Problem(string name, Uri url, string example) => ValidateOptionsResult.Fail(
        $"Emulator:{name} is {url.OriginalString}. It must be an address of this machine, like {example}.");
}

using System.ComponentModel.DataAnnotations;

namespace Entra.Emulator.Hosting;

/// <summary>The section <c>Emulator</c> of the settings. Port 0 means: any free port.</summary>
internal sealed class EmulatorOptions : IValidatableObject
{
    /// <summary>Where people sign in. Plain http, so that no browser asks about a certificate.</summary>
    [Required]
    public Uri BrowserUrl { get; set; } = new("http://localhost:7101");

    /// <summary>Where apps fetch metadata and tokens: the <c>Instance</c>. https, as the client libraries demand.</summary>
    [Required]
    public Uri BackChannelUrl { get; set; } = new("https://localhost:7102");

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Fits(BrowserUrl, "http"))
            yield return Problem(nameof(BrowserUrl), BrowserUrl, "http://localhost:7101");
        if (!Fits(BackChannelUrl, "https"))
            yield return Problem(nameof(BackChannelUrl), BackChannelUrl, "https://localhost:7102");
    }

    private static bool Fits(Uri url, string scheme) =>
        url is { IsAbsoluteUri: true, PathAndQuery: "/" } && url.Scheme == scheme && StartGuard.IsThisMachine(url);

    private static ValidationResult Problem(string name, Uri url, string example) =>
        new($"Emulator:{name} is {url}. It must be an address of this machine, like {example}.");
}

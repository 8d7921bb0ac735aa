using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Components.Layout;

/// <summary>How open pages learn that roles or consents have changed.</summary>
public sealed class AccessWatchOptions
{
    public const string SectionName = "AccessWatch";

    /// <summary>Seconds between two looks, each of which exchanges one token per downstream API. 0: never.</summary>
    [Range(0, 3600, ErrorMessage = "Setting AccessWatch:Seconds (or Portal:AccessWatch:Seconds) must be from 0, which is never, to 3600.")]
    public double Seconds { get; set; } = 45;
}

[OptionsValidator]
internal sealed partial class AccessWatchValidator : IValidateOptions<AccessWatchOptions>;

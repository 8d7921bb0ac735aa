using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Components.Layout;

/// <summary>How often an open page checks for changed roles and consents.</summary>
public sealed class AccessWatchOptions
{
    public const string SectionName = "AccessWatch";

    /// <summary>Seconds between two checks, each of which exchanges one token per downstream API. 0 disables the check.</summary>
    [Range(0, 3600, ErrorMessage = "Setting AccessWatch:Seconds (or Portal:AccessWatch:Seconds) must be from 0 (disabled) to 3600.")]
    public double Seconds { get; set; } = 45;
}

[OptionsValidator]
internal sealed partial class AccessWatchValidator : IValidateOptions<AccessWatchOptions>;

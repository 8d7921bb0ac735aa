using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Portal.Auth.Sessions;

/// <summary>How long sessions last, and how many pages of one user are connected at once.</summary>
public sealed class PortalSessionOptions
{
    public const string SectionName = "Session";

    /// <summary>Minutes without a page load or an action on a page after which a session ends.</summary>
    [Range(1, 1440, ErrorMessage = "Setting Session:IdleMinutes (or Portal:Session:IdleMinutes) must be from 1 to 1440.")]
    public double IdleMinutes { get; set; } = 120;

    /// <summary>Hours after sign-in when a session ends, whether it is used or not.</summary>
    [Range(0.25, 168, ErrorMessage = "Setting Session:AbsoluteHours (or Portal:Session:AbsoluteHours) must be from 0.25 to 168.")]
    public double AbsoluteHours { get; set; } = 12;

    /// <summary>Seconds between two checks of a user's sign-in at the authority. 0: never.</summary>
    [Range(0, 3600, ErrorMessage = "Setting Session:RevocationCheckSeconds (or Portal:Session:RevocationCheckSeconds) must be from 0 (disabled) to 3600.")]
    public double RevocationCheckSeconds { get; set; } = 50;

    /// <summary>The most pages of one user that are connected at once.</summary>
    [Range(1, 1000, ErrorMessage = "Setting Session:MaxOpenPages (or Portal:Session:MaxOpenPages) must be from 1 to 1000.")]
    public int MaxOpenPages { get; set; } = 20;

    public TimeSpan Idle => TimeSpan.FromMinutes(IdleMinutes);

    public TimeSpan Absolute => TimeSpan.FromHours(AbsoluteHours);

    public TimeSpan RevocationCheck => TimeSpan.FromSeconds(RevocationCheckSeconds);
}

[OptionsValidator]
internal sealed partial class PortalSessionOptionsValidator : IValidateOptions<PortalSessionOptions>;

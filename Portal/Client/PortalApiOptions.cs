using System.ComponentModel.DataAnnotations;

namespace Portal.Client;

/// <summary>How the pages reach the portal's own backend.</summary>
public sealed class PortalApiOptions
{
    /// <summary>
    /// The scope for <c>/api</c>. An app that requests a token for itself must use its client id: real Entra refuses the
    /// App ID URI with AADSTS90009.
    /// </summary>
    [Required]
    public string Scope { get; set; } = "";

    /// <summary>The address of <c>/api</c> from this process. Null: the address that the portal listens on.</summary>
    public Uri? BaseUrl { get; set; }
}

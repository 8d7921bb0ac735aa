using System.ComponentModel.DataAnnotations;

namespace Portal.Client;

/// <summary>How the pages reach the portal's own backend.</summary>
public sealed class PortalApiOptions
{
    /// <summary>
    /// The scope that opens <c>/api</c>. An app that asks a token for itself must name itself by its client id: real
    /// Entra answers AADSTS90009 to the App ID URI.
    /// </summary>
    [Required]
    public string Scope { get; set; } = "";

    /// <summary>Where <c>/api</c> is, seen from this process. Null: the address that the portal listens on.</summary>
    public Uri? BaseUrl { get; set; }
}

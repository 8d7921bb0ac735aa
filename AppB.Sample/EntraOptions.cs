using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AppB.Sample;

/// <summary>The tenant and registration whose tokens AppB accepts: one tenant, one audience.</summary>
public sealed class EntraOptions
{
    public const string SectionName = "AzureAd";

    [Required(ErrorMessage = "AzureAd:Instance is missing. Set the address of the authority, such as https://login.microsoftonline.com/.")]
    public Uri? Instance { get; init; }

    [Required(ErrorMessage = "AzureAd:TenantId is missing. Set the tenant id, a GUID.")]
    public Guid? TenantId { get; init; }

    [Required(ErrorMessage = "AzureAd:ClientId is missing. Set the client id of AppB's registration, a GUID.")]
    public Guid? ClientId { get; init; }

    public string Audience => $"{ClientId:D}";

    public string Tenant => $"{TenantId:D}";

    /// <summary>The authority's v2 address, which is also the issuer of its v2 tokens.</summary>
    public string Authority => $"{Instance?.AbsoluteUri.TrimEnd('/')}/{Tenant}/v2.0";

    /// <summary>The scope as a client requests it.</summary>
    public string FullScope(string scope) => $"{Audience}/{scope}";
}

[OptionsValidator]
internal sealed partial class EntraOptionsValidator : IValidateOptions<EntraOptions>;

/// <summary>Checks that the instance is an https address, which attributes cannot express.</summary>
internal sealed class EntraInstanceValidator : IValidateOptions<EntraOptions>
{
    public ValidateOptionsResult Validate(string? name, EntraOptions options) =>
        options.Instance is null or { IsAbsoluteUri: true, Scheme: "https" }
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"AzureAd:Instance is {options.Instance}. It must be an https address.");
}

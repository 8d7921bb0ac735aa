using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AccessContract.AspNetCore;

internal sealed partial class AccessContractValidator : IValidateOptions<AccessContractOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessContractOptions options)
    {
        var wrong = Wrong(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrong(AccessContractOptions options)
    {
        var section = options.SectionPath;
        if (options.Name.Length == 0)
            yield return "AddAccessContract: set Name, the name of the API in explanations.";
        if (!Uri.TryCreate(options.Instance, UriKind.Absolute, out var instance) || instance.Scheme != Uri.UriSchemeHttps)
            yield return $"Setting {section}:Instance is '{options.Instance}'. It must be the https address of the authority, such as https://login.microsoftonline.com/.";
        if (!Guid.TryParseExact(options.TenantId, "D", out _))
            yield return $"Setting {section}:TenantId is '{options.TenantId}'. It must be the tenant ID, a GUID: only tokens of that tenant are accepted.";
        if (!Guid.TryParseExact(options.ClientId, "D", out _))
            yield return $"Setting {section}:ClientId is '{options.ClientId}'. It must be the client ID of the API's registration, a GUID.";

        foreach (var (role, context) in options.StepUp)
        {
            if (!Context().IsMatch(context))
                yield return $"StepUp:{role} is {context}. It must be an authentication context: c1 to c99.";
        }
    }

    [GeneratedRegex("^c[1-9][0-9]?$", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Context();
}

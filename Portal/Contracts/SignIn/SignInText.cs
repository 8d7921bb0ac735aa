using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Portal.Contracts.Problems;

namespace Portal.Contracts.SignIn;

/// <summary>
/// Carries what the authority said about a failed sign-in to the page that explains it. Anyone can write that page's
/// address, so the text is protected: without the portal's keys, nobody can put a text of their own on the page.
/// </summary>
public static class SignInText
{
    private const string Purpose = "Portal.SignInText";
    private const char Separator = '\n';

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static string Protect(IDataProtectionProvider keys, AuthorityMessage message) =>
        Protector(keys).Protect($"{message.Code}{Separator}{message.CorrelationId}{Separator}{message.Text}", Lifetime);

    /// <summary>Null for a value that the portal did not write, or wrote long ago.</summary>
    public static AuthorityMessage? Read(IDataProtectionProvider keys, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;

        try
        {
            return Protector(keys).Unprotect(value).Split(Separator, 3) is [var code, var correlation, var text]
                ? new AuthorityMessage(code, text, correlation.Length > 0 ? correlation : null)
                : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static ITimeLimitedDataProtector Protector(IDataProtectionProvider keys) =>
        keys.CreateProtector(Purpose).ToTimeLimitedDataProtector();
}

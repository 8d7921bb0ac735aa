using Microsoft.AspNetCore.Antiforgery;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>
/// The responses given on the pages so far. The pages post back to the original address with the original parameters
/// and these fields. Without a valid antiforgery token the fields are ignored.
/// </summary>
internal sealed record PromptResponses
{
    public const string AccountField = "emulator_account";
    public const string SessionField = "emulator_session";
    public const string AnotherField = "emulator_another";
    public const string ConfirmationField = "emulator_confirmation";
    public const string ConsentField = "emulator_consent";
    public const string EveryoneField = "emulator_everyone";
    public const string DeviceField = "emulator_device";

    public static PromptResponses None { get; } = new();

    public string? Account { get; init; }

    /// <summary>
    /// The session that started when the account was picked, so that the next page does not start another one.
    /// </summary>
    public string? Session { get; init; }

    /// <summary>"Use another account" was chosen.</summary>
    public bool UseAnotherAccount { get; init; }

    public PromptResponse Confirmation { get; init; }

    public PromptResponse Consent { get; init; }

    /// <summary>Whether the user confirmed that they started the sign-in on the device.</summary>
    public PromptResponse Device { get; init; }

    /// <summary>The administrator consents on behalf of the organization.</summary>
    public bool Everyone { get; init; }

    public static async Task<PromptResponses> ReadAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType)
            return None;

        // A client may send its authorization request as a POST from its own page. Such a form contains no responses of
        // the user.
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!form.Keys.Any(IsField) || !await antiforgery.IsRequestValidAsync(http))
            return None;

        return new PromptResponses
        {
            Account = form[AccountField],
            Session = form[SessionField],
            UseAnotherAccount = form.ContainsKey(AnotherField),
            Confirmation = Read(form[ConfirmationField]),
            Consent = Read(form[ConsentField]),
            Device = Read(form[DeviceField]),
            Everyone = form.ContainsKey(EveryoneField),
        };
    }

    public static bool IsField(string name) => name.StartsWith("emulator_", StringComparison.Ordinal);

    private static PromptResponse Read(string? value) =>
        Enum.TryParse<PromptResponse>(value, ignoreCase: true, out var response) ? response : PromptResponse.None;
}

internal enum PromptResponse
{
    None,
    Accept,
    Cancel,
}

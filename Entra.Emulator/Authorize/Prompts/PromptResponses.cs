using Microsoft.AspNetCore.Antiforgery;

namespace Entra.Emulator.Authorize.Prompts;

/// <summary>
/// What the person answered on the pages so far. The pages post back to where the request came to, with its own
/// parameters and these beside them; without a valid antiforgery token they count for nothing.
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

    /// <summary>The sign-in that the account was picked for: it is not to be started again on the next page.</summary>
    public string? Session { get; init; }

    /// <summary>They want to go on as somebody else.</summary>
    public bool UseAnotherAccount { get; init; }

    public PromptResponse Confirmation { get; init; }

    public PromptResponse Consent { get; init; }

    /// <summary>Whether it is their own device that waits.</summary>
    public PromptResponse Device { get; init; }

    /// <summary>An administrator consents for the whole organisation.</summary>
    public bool Everyone { get; init; }

    public static async Task<PromptResponses> ReadAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType)
            return None;

        // A client may post its authorization request from its own page: then there is no answer to trust yet.
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

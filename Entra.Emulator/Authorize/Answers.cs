using Microsoft.AspNetCore.Antiforgery;

namespace Entra.Emulator.Authorize;

/// <summary>
/// What the person answered on the pages so far. The pages post back to the authorization endpoint with the request's
/// own parameters and these beside them; without a valid antiforgery token they count for nothing.
/// </summary>
internal sealed record Answers(string? Account, Answer Confirmation, Answer Consent)
{
    public const string AccountField = "emulator_account";
    public const string ConfirmationField = "emulator_confirmation";
    public const string ConsentField = "emulator_consent";

    private static readonly Answers None = new(null, Answer.None, Answer.None);

    public static async Task<Answers> ReadAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType)
            return None;

        // A client may post its authorization request from its own page: then there is no answer to trust yet.
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!form.Keys.Any(IsField) || !await antiforgery.IsRequestValidAsync(http))
            return None;

        return new Answers(form[AccountField], Read(form[ConfirmationField]), Read(form[ConsentField]));
    }

    public static bool IsField(string name) => name.StartsWith("emulator_", StringComparison.Ordinal);

    private static Answer Read(string? value) =>
        Enum.TryParse<Answer>(value, ignoreCase: true, out var answer) ? answer : Answer.None;
}

internal enum Answer
{
    None,
    Accept,
    Cancel,
}

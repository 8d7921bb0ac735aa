namespace Entra.Emulator.OAuth.Errors;

/// <summary>
/// An error as Entra returns it: a stable AADSTS code, and the OAuth error that client libraries act on.
/// </summary>
public sealed record EntraError(int Code, string Error, string Message)
{
    /// <summary><c>consent_required</c>, <c>basic_action</c>: the interaction that MSAL should try.</summary>
    public string? SubError { get; init; }

    /// <summary>The claims to request in the next authorization request, as JSON.</summary>
    public string? Claims { get; init; }

    /// <summary>
    /// Creates an error with the OAuth error and suberror that <see cref="ErrorTable"/> has for the code.
    /// </summary>
    public static EntraError Of(int code, string message)
    {
        var known = ErrorTable.All[code];
        return new EntraError(code, known.Error, message) { SubError = known.SubError };
    }
}

/// <summary>Ends a request with an error response.</summary>
internal sealed class EntraErrorException(EntraError error) : Exception(error.Message)
{
    public EntraError Error => error;
}

namespace Entra.Emulator.OAuth.Errors;

/// <summary>An error as Entra words it: a stable AADSTS code, and the OAuth error that client libraries act on.</summary>
public sealed record EntraError(int Code, string Error, string Message)
{
    /// <summary><c>consent_required</c>, <c>basic_action</c>: tells MSAL what kind of interaction may help.</summary>
    public string? SubError { get; init; }

    /// <summary>The claims to ask for in the next authorization request, as a JSON text.</summary>
    public string? Claims { get; init; }

    /// <summary>With the error and suberror that the table has for the code.</summary>
    public static EntraError Of(int code, string message)
    {
        var known = ErrorTable.All[code];
        return new EntraError(code, known.Error, message) { SubError = known.SubError };
    }
}

/// <summary>Ends the handling of a request with an error that its client gets to see.</summary>
internal sealed class EntraErrorException(EntraError error) : Exception(error.Message)
{
    public EntraError Error => error;
}

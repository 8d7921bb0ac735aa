using System.Globalization;
using Entra.Emulator.Hosting;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>An error with the ids and time that identify one occurrence.</summary>
public sealed record ErrorReport(EntraError Error, string TraceId, string CorrelationId, string Timestamp, string Uri)
{
    private const string CorrelationHeader = "client-request-id";

    public string Description =>
        $"AADSTS{Error.Code}: {Error.Message}\r\nTrace ID: {TraceId}\r\nCorrelation ID: {CorrelationId}"
        + $"\r\nTimestamp: {Timestamp}";

    public static ErrorReport Create(EntraError error, HttpContext http)
    {
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var browser = http.RequestServices.GetRequiredService<EmulatorAddresses>().Browser;
        string? requested = http.Request.Headers[CorrelationHeader];
        requested ??= http.Request.Query[CorrelationHeader];
        return new ErrorReport(
            error,
            Guid.NewGuid().ToString(),
            Guid.TryParse(requested, out var given) ? given.ToString() : Guid.NewGuid().ToString(),
            time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{browser}error?code={error.Code}"));
    }
}

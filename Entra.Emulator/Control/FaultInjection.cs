using Entra.Emulator.Graph;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Grants;
using Entra.Emulator.Pages;

namespace Entra.Emulator.Control;

/// <summary>Applies the next pending fault to a request of its endpoint.</summary>
internal static partial class FaultInjection
{
    private const string InjectedNote = "This error was injected.";

    /// <summary>The endpoints that can be made to fail, and how their paths end.</summary>
    public static IReadOnlyDictionary<string, string> Endpoints { get; } = new Dictionary<string, string>
    {
        ["authorize"] = "/oauth2/v2.0/authorize",
        ["token"] = "/oauth2/v2.0/token",
        ["devicecode"] = "/oauth2/v2.0/devicecode",
        ["logout"] = "/oauth2/v2.0/logout",
        ["keys"] = "/discovery/v2.0/keys",
        ["metadata"] = "/.well-known/openid-configuration",
        ["graph"] = GraphEndpoint.Path,
    };

    public static void UseFaultInjection(this WebApplication app)
    {
        var faults = app.Services.GetRequiredService<PendingFaults>();
        app.Use(async (http, next) =>
        {
            if (EndpointOf(http.Request.Path) is not { } endpoint
                || faults.Take(endpoint, await IsOnBehalfOfAsync(http.Request, endpoint, faults)) is not { } fault)
            {
                await next(http);
                return;
            }

            LogFault(app.Logger, endpoint, fault.Code, fault.Status, fault.DelayMilliseconds);
            if (fault.DelayMilliseconds > 0)
                await Task.Delay(fault.DelayMilliseconds, http.RequestAborted);

            if (fault is { Code: null, Status: null, Body: null })
                await next(http);
            else
                await RespondAsync(http, endpoint, fault);
        });
    }

    private static string? EndpointOf(PathString path)
    {
        var text = path.Value ?? "";
        return Endpoints
            .Where(e => e.Key == "graph"
                ? text.StartsWith(e.Value, StringComparison.Ordinal)
                : text.EndsWith(e.Value, StringComparison.Ordinal))
            .Select(e => e.Key)
            .FirstOrDefault();
    }

    // The form is read only if a fault depends on it: reading an unreadable one throws.
    private static async Task<bool> IsOnBehalfOfAsync(HttpRequest request, string endpoint, PendingFaults faults)
    {
        if (endpoint != "token" || !request.HasFormContentType || !faults.All.Any(f => f.OnlyOnBehalfOf))
            return false;

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return form["grant_type"] == OnBehalfOfGrant.GrantType;
    }

    private static Task RespondAsync(HttpContext http, string endpoint, Fault fault)
    {
        if (fault.RetryAfterSeconds is { } seconds)
            http.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (fault.Body is { } body)
            return FaultBodies.Create(body, fault.Status).ExecuteAsync(http);
        if (endpoint == "graph")
            return http.RequestServices.GetRequiredService<GraphEndpoint>().RefuseAsync(http, ToGraphError(fault));
        if (fault.Code is not { } code)
            return Results.StatusCode(fault.Status!.Value).ExecuteAsync(http);

        var error = EntraError.Of(code, $"{ErrorTable.All[code].Meaning} ({InjectedNote})");
        var report = ErrorReport.Create(error, http);
        var response = endpoint is "authorize" or "logout"
            ? Page.Error(report)
            : Results.Json(ErrorResponse.From(report), statusCode: fault.Status ?? StatusCodes.Status400BadRequest);
        return response.ExecuteAsync(http);
    }

    // Graph has no AADSTS codes: a fault with a code becomes a token error.
    private static GraphError ToGraphError(Fault fault) => fault.Status switch
    {
        null => GraphError.TokenInvalid(InjectedNote),
        429 => new GraphError(429, "TooManyRequests", $"Too many requests. ({InjectedNote})"),
        503 => new GraphError(503, "ServiceNotAvailable", $"The service is unavailable. ({InjectedNote})"),
        { } status => new GraphError(status, "UnknownError", InjectedNote),
    };

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Injected fault at {Endpoint}: code {Code}, status {Status}, delay {Delay} ms")]
    private static partial void LogFault(ILogger logger, string endpoint, int? code, int? status, int delay);
}

using System.Globalization;

namespace Entra.Emulator.Graph;

/// <summary>An error as Graph returns it. Clients act on status and code; the message is for people.</summary>
internal sealed record GraphError(int Status, string Code, string Message)
{
    /// <summary>The WWW-Authenticate challenge for clients that handle continuous access evaluation.</summary>
    public string? Challenge { get; init; }

    public static GraphError TokenInvalid(string why) => new(401, "InvalidAuthenticationToken", why);

    public static GraphError Denied() =>
        new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    public static GraphError NotFound(string id) => new(
        404,
        "Request_ResourceNotFound",
        $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphError BadRequest(string why) => new(400, "Request_BadRequest", why);

    public static GraphError Unsupported(string why) => new(400, "Request_UnsupportedQuery", why);

    /// <summary>An error that Graph's gateway reports before anything is looked up.</summary>
    public static GraphError Malformed(string why) => new(400, "BadRequest", why);

    public object Body(DateTimeOffset at, string requestId, string clientRequestId) => new
    {
        error = new
        {
            code = Code,
            message = Message,
            innerError = new Dictionary<string, object>
            {
                ["date"] = at.UtcDateTime.ToString("s", CultureInfo.InvariantCulture),
                ["request-id"] = requestId,
                ["client-request-id"] = clientRequestId,
            },
        },
    };
}

/// <summary>Ends a request with an error.</summary>
internal sealed class GraphErrorException(GraphError error) : Exception(error.Message)
{
    public GraphError Error => error;
}

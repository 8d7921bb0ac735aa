namespace Entra.Emulator.Graph;

/// <summary>The response to a request, sent on its own or in a batch.</summary>
internal sealed record GraphResponse(int Status, object? Body = null)
{
    public static GraphResponse NoContent { get; } = new(StatusCodes.Status204NoContent);

    public GraphError? Error { get; init; }

    /// <summary>The value for <c>If-Match</c> in the next change.</summary>
    public string? ETag { get; init; }

    public static GraphResponse Ok(object body) => new(StatusCodes.Status200OK, body);

    public static GraphResponse Created(object body) => new(StatusCodes.Status201Created, body);

    public static GraphResponse Refused(GraphError error) => new(error.Status) { Error = error };
}

namespace Entra.Emulator.Graph;

/// <summary>What a call comes to, be it a request of its own or one of a batch.</summary>
internal sealed record GraphResponse(int Status, object? Body = null)
{
    public static GraphResponse NoContent { get; } = new(StatusCodes.Status204NoContent);

    public GraphError? Error { get; init; }

    /// <summary>What <c>If-Match</c> may name at the next change.</summary>
    public string? ETag { get; init; }

    public static GraphResponse Ok(object body) => new(StatusCodes.Status200OK, body);

    public static GraphResponse Created(object body) => new(StatusCodes.Status201Created, body);

    public static GraphResponse Refused(GraphError error) => new(error.Status) { Error = error };
}

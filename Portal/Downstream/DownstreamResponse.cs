using System.IO.Pipelines;
using AccessContract;
using Portal.Problems;

namespace Portal.Downstream;

/// <summary>A response of a downstream API whose body is read on demand, with limits on size and total time.</summary>
public sealed class DownstreamResponse(string api, HttpResponseMessage response, long limit, CancellationTokenSource budget) : IDisposable
{
    private const int Beginning = 64 * 1024;
    private const int Chunk = 16 * 1024;

    private long _read;
    private bool _ended;

    public string Api { get; } = api;

    public HttpResponseMessage Response { get; } = response;

    /// <summary>The token that the call sent, decoded; null if it is not a JWT.</summary>
    public TokenContent? Sent => SentToken.Of(Response.RequestMessage);

    /// <summary>The first 64 KiB, or the whole body if it is shorter.</summary>
    /// <exception cref="ProblemException">The body exceeds the size or time limit of the settings.</exception>
    public Task<ReadOnlyMemory<byte>> ReadBeginningAsync(CancellationToken cancellationToken) => BoundedAsync(
        async (body, cancellation) =>
        {
            if (Response.Content.Headers.ContentLength > limit)
                throw TooLarge();

            var buffer = new byte[Math.Min(Response.Content.Headers.ContentLength ?? Beginning, Beginning)];
            var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            AddRead(read);
            _ended = read < buffer.Length;
            return (ReadOnlyMemory<byte>)buffer.AsMemory(0, read);
        },
        cancellationToken);

    /// <exception cref="ProblemException">The body exceeds the size or time limit of the settings.</exception>
    public Task CopyRestAsync(PipeWriter destination, CancellationToken cancellationToken) => BoundedAsync(
        async (body, cancellation) =>
        {
            while (!_ended)
            {
                var read = await body.ReadAsync(destination.GetMemory(Chunk), cancellation);
                AddRead(read);
                destination.Advance(read);
                _ended = read == 0;
                if (!_ended)
                    await destination.FlushAsync(cancellation);
            }

            return true;
        },
        cancellationToken);

    public void Dispose()
    {
        Response.Dispose();
        budget.Dispose();
    }

    private async Task<T> BoundedAsync<T>(Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, budget.Token);
        try
        {
            return await read(await Response.Content.ReadAsStreamAsync(both.Token), both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(CallProblems.TooSlow(Api), exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(CallProblems.Explain(exception, Api) ?? CallProblems.Unavailable(Api), exception);
        }
    }

    private void AddRead(int read)
    {
        _read += read;
        if (_read > limit)
            throw TooLarge();
    }

    private ProblemException TooLarge() => new(CallProblems.TooLarge(Api));
}

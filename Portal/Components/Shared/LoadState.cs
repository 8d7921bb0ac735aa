using Portal.Client;
using Portal.Contracts.Problems;

namespace Portal.Components.Shared;

/// <summary>
/// The state of one request of a page. A new request cancels the one in flight, and only its response is used.
/// Not thread-safe: for use by a single component.
/// </summary>
public sealed class LoadState<T> : IDisposable
    where T : class
{
    private CancellationTokenSource? _current;

    public T? Value { get; private set; }

    public ApiProblem? Problem { get; private set; }

    public bool IsLoading { get; private set; }

    /// <summary>
    /// Keeps the previous value until the response arrives, but not the previous problem. Returns false if a newer
    /// request has replaced this one.
    /// </summary>
    public async Task<bool> LoadAsync(Func<CancellationToken, Task<T>> load)
    {
        var request = Replace(new CancellationTokenSource());
        (IsLoading, Problem) = (true, null);
        try
        {
            var value = await load(request.Token);
            return Finish(request, value, problem: null);
        }
        catch (PortalApiException exception)
        {
            return Finish(request, value: null, exception.Problem);
        }
        catch (OperationCanceledException) when (request.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Cancels the request in flight and clears the value.</summary>
    public void Clear(ApiProblem? problem = null)
    {
        Dispose();
        (Value, Problem, IsLoading) = (null, problem, false);
    }

    public void Dispose()
    {
        _current?.Cancel();
        _current?.Dispose();
        _current = null;
    }

    private CancellationTokenSource Replace(CancellationTokenSource next)
    {
        Dispose();
        return _current = next;
    }

    private bool Finish(CancellationTokenSource request, T? value, ApiProblem? problem)
    {
        if (request != _current)
            return false;

        (Value, Problem, IsLoading) = (value, problem, false);
        return true;
    }
}

using Portal.Client;
using Portal.Contracts.Problems;

namespace Portal.Components.Shared;

/// <summary>
/// What a page shows of one request: a new one cancels the one in flight, and only the newest answer counts.
/// Used from one component, so from one thread at a time.
/// </summary>
public sealed class LoadState<T> : IDisposable
    where T : class
{
    private CancellationTokenSource? _current;

    public T? Value { get; private set; }

    public ApiProblem? Problem { get; private set; }

    public bool IsLoading { get; private set; }

    /// <summary>Keeps the previous value until the answer is there, but not the previous problem. False: a newer request has taken over.</summary>
    public async Task<bool> LoadAsync(Func<CancellationToken, Task<T>> load)
    {
        var mine = Replace(new CancellationTokenSource());
        (IsLoading, Problem) = (true, null);
        try
        {
            var value = await load(mine.Token);
            return Finish(mine, value, problem: null);
        }
        catch (PortalApiException exception)
        {
            return Finish(mine, value: null, exception.Problem);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Forgets the answer and whatever is in flight; the next one is shown from a clean start.</summary>
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

    private bool Finish(CancellationTokenSource mine, T? value, ApiProblem? problem)
    {
        if (mine != _current)
            return false;

        (Value, Problem, IsLoading) = (value, problem, false);
        return true;
    }
}

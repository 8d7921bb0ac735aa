using Microsoft.EntityFrameworkCore;
using Portal.Contracts.Problems;
using Portal.Contracts.SavedViews;
using Portal.Database;
using Portal.Problems;

namespace Portal.SavedViews;

/// <summary>
/// The saved views of each user, in the portal's storage. Like the audit log they are stored in clear: they contain what
/// people wrote into filters, and no token or secret.
/// </summary>
internal sealed partial class SavedViewStore(IPortalStorage storage, TimeProvider time, ILogger<SavedViewStore> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    /// <summary>By name.</summary>
    public Task<List<SavedView>> ReadAsync(string owner, CancellationToken cancellationToken) => UseAsync(
        async (database, token) =>
        {
            var stored = await database.SavedViews.Where(v => v.Owner == owner).ToListAsync(token);
            return stored.Select(Read).OrderBy(v => v.Name, StringComparer.OrdinalIgnoreCase).ToList();
        },
        cancellationToken);

    /// <returns>Null if the user cannot save any more.</returns>
    public Task<SavedView?> AddAsync(string owner, SavedViewDraft draft, CancellationToken cancellationToken) => UseAsync(
        async (database, token) =>
        {
            if (await database.SavedViews.CountAsync(v => v.Owner == owner, token) >= SavedViewLimits.MaxCount)
                return null;

            var stored = new StoredView
            {
                Id = Guid.NewGuid().ToString("N"),
                Owner = owner,
                Api = draft.Api,
                View = draft.View,
                Name = draft.Name,
                Query = draft.Query,
            };
            database.Add(stored);
            await database.SaveChangesAsync(token);
            return Read(stored);
        },
        cancellationToken);

    /// <returns>False if the user has no such view.</returns>
    public Task<bool> RenameAsync(string owner, string id, string name, CancellationToken cancellationToken) => UseAsync(
        async (database, token) => await database.SavedViews.Where(v => v.Owner == owner && v.Id == id)
            .ExecuteUpdateAsync(view => view.SetProperty(v => v.Name, name), token) > 0,
        cancellationToken);

    /// <returns>False if the user has no such view.</returns>
    public Task<bool> RemoveAsync(string owner, string id, CancellationToken cancellationToken) => UseAsync(
        async (database, token) =>
            await database.SavedViews.Where(v => v.Owner == owner && v.Id == id).ExecuteDeleteAsync(token) > 0,
        cancellationToken);

    private static SavedView Read(StoredView view) => new(view.Id, view.Api, view.View, view.Name, view.Query);

    private async Task<T> UseAsync<T>(
        Func<PortalDatabase, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            await storage.PrepareAsync(cancellationToken);
            using var limit = new CancellationTokenSource(Timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            return await UseWithinAsync(use, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unavailable(new TimeoutException("The saved views did not respond in time.", exception));
        }
        catch (Exception exception) when (storage.FaultOf(exception) is not null)
        {
            throw Unavailable(exception);
        }
    }

    private async Task<T> UseWithinAsync<T>(
        Func<PortalDatabase, CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        await using var database = await storage.OpenAsync(cancellationToken);
        return await use(database, cancellationToken);
    }

    private ProblemException Unavailable(Exception exception)
    {
        storage.Reset();
        LogUnavailable(logger, exception, storage.Name);
        return new ProblemException(
            new ApiProblem(
                ProblemCodes.SavedViewsUnavailable,
                StatusCodes.Status503ServiceUnavailable,
                "Saved views cannot be used now",
                $"The portal’s {storage.Kind} cannot be read or written. Data views work without it. Try again later."),
            exception);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Saved views cannot be used, because {Storage} cannot be used")]
    private static partial void LogUnavailable(ILogger logger, Exception exception, string storage);
}

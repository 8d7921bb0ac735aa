using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Portal.Contracts.Problems;

namespace Portal.Exports;

/// <summary>
/// Connects the page that offers an export with the request that downloads it, whichever comes first. An export belongs
/// to the user who started it.
/// </summary>
public sealed class RunningExports(TimeProvider time)
{
    /// <summary>Concurrent exports per user.</summary>
    public const int MaxConcurrent = 2;

    private const int MaxRetained = 20;

    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Export> _exports = [];

    /// <summary>How many this instance sends, of all users.</summary>
    internal int Running
    {
        get
        {
            lock (_lock)
                return _exports.Values.Count(e => e is { State: ExportState.Running, IsElsewhere: false });
        }
    }

    /// <summary>Registers the export that the user's browser is about to download.</summary>
    public Export Expect(ClaimsPrincipal user, Guid id)
    {
        lock (_lock)
        {
            var owner = OwnerOf(user);
            Forget(owner);
            var export = Get(owner, id) ?? throw new InvalidOperationException("The export ID belongs to another user.");
            export.IsAnnounced = true;
            return export;
        }
    }

    /// <summary>Starts the download, or returns the problem; at the export limit, the page sees the problem too.</summary>
    internal bool TryBegin(
        ClaimsPrincipal user, Guid id, [NotNullWhen(true)] out Export? export, [NotNullWhen(false)] out ApiProblem? problem)
    {
        lock (_lock)
        {
            var owner = OwnerOf(user);
            Forget(owner);
            export = Get(owner, id);
            if (export is null)
                problem = ExportProblems.OtherUser();
            else if (export.State != ExportState.Waiting)
                problem = ExportProblems.AlreadyEnded();
            else if (_exports.Values.Count(e => e.Owner == owner && e.State == ExportState.Running) >= MaxConcurrent)
                export.Fail(problem = ExportProblems.TooMany(MaxConcurrent));
            else
                problem = export.Begin() ? null : ExportProblems.AlreadyEnded();

            return problem is null;
        }
    }

    internal IReadOnlyList<Export> All()
    {
        lock (_lock)
            return [.. _exports.Values];
    }

    // Null if it belongs to another user.
    private Export? Get(string owner, Guid id)
    {
        if (!_exports.TryGetValue(id, out var export))
            _exports.Add(id, export = new Export(id, owner, time));

        return export.Owner == owner ? export : null;
    }

    // A page that still shows a forgotten export keeps its own reference.
    private void Forget(string owner)
    {
        var over = _exports.Values.Where(e => !e.IsActive).OrderByDescending(e => e.Changed).ToList();
        var old = over.Where(e => e.Changed + Retention < time.GetUtcNow());
        foreach (var export in old.Concat(over.Where(e => e.Owner == owner).Skip(MaxRetained)))
            _exports.Remove(export.Id);
    }

    private static string OwnerOf(ClaimsPrincipal user) =>
        (user.FindFirst("oid") ?? user.FindFirst("sub"))?.Value is { } id
            ? $"{user.FindFirst("tid")?.Value}.{id}"
            : throw new InvalidOperationException("The session has neither an oid nor a sub claim.");
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using Portal.Contracts.Problems;

namespace Portal.Exports;

/// <summary>
/// Where the page that offers an export and the request that fetches it meet, whichever comes first. An export belongs
/// to who began it.
/// </summary>
public sealed class RunningExports(TimeProvider time)
{
    /// <summary>At once, for one person.</summary>
    public const int MaxConcurrent = 2;

    private const int MaxRetained = 20;

    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Export> _exports = [];

    /// <summary>The export that the user's browser fetches now, or soon.</summary>
    public Export Expect(ClaimsPrincipal user, Guid id)
    {
        lock (_lock)
        {
            var owner = OwnerOf(user);
            Forget(owner);
            return Get(owner, id) ?? throw new InvalidOperationException("The id is another user's: they are not to be made up.");
        }
    }

    /// <summary>Begins the export that the browser fetches, or says why not; whoever expects it learns that too.</summary>
    internal bool TryBegin(
        ClaimsPrincipal user, Guid id, [NotNullWhen(true)] out Export? export, [NotNullWhen(false)] out ApiProblem? problem)
    {
        lock (_lock)
        {
            var owner = OwnerOf(user);
            Forget(owner);
            export = Get(owner, id);
            if (export is null)
                problem = ExportProblems.NotYours();
            else if (export.State != ExportState.Waiting)
                problem = ExportProblems.Over();
            else if (_exports.Values.Count(e => e.Owner == owner && e.State == ExportState.Running) >= MaxConcurrent)
                export.Fail(problem = ExportProblems.TooMany(MaxConcurrent));
            else
                problem = null;

            if (problem is null)
                export!.Begin();

            return problem is null;
        }
    }

    // Null: it is somebody else's.
    private Export? Get(string owner, Guid id)
    {
        if (!_exports.TryGetValue(id, out var export))
            _exports.Add(id, export = new Export(id, owner, time));

        return export.Owner == owner ? export : null;
    }

    // A page that still shows one that is forgotten here keeps it for itself.
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
            : throw new InvalidOperationException("The session has neither oid nor sub: it is nobody's.");
}

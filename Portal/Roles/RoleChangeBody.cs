using System.Text.Json;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Reads a set of changes: bounded, ids that are ids, and each assignment once.</summary>
internal static class RoleChangeBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxSeenLength = 256;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    /// <exception cref="ProblemException">It is none that can be read.</exception>
    public static async Task<RoleChangeSet> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        var (changes, run) = await JsonBody.ReadAsync<RoleChangeSet>(
            request, MaxBytes, "The request could not be read", Json, cancellationToken);
        if (changes.Count == 0 || changes.Count > most)
            throw GraphText.Invalid($"A set has between 1 and {most} changes here.");

        var read = changes.Select(c => c with { PrincipalId = GraphText.Id(c.PrincipalId), RoleId = GraphText.Id(c.RoleId) }).ToList();
        if (read.Exists(c => c.Action is not (RoleActions.Assign or RoleActions.Remove)))
            throw GraphText.Invalid("A change assigns or removes.");
        if (read.Exists(c => c.Seen?.Length > MaxSeenLength || c.Through?.Length > MaxSeenLength))
            throw GraphText.Invalid("What a change has seen is no assignment.");
        if (read.DistinctBy(c => (c.PrincipalId, c.RoleId)).Count() < read.Count)
            throw GraphText.Invalid("A set names each assignment once.");

        return new RoleChangeSet(read, run is null ? null : GraphText.Id(run));
    }
}

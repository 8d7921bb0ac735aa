using System.Text.Json;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Reads and validates a set of changes: its size, its ids, and that no assignment occurs twice.</summary>
internal static class RoleChangeBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxPreviewedLength = 256;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    /// <exception cref="ProblemException">The body is not a valid set of changes.</exception>
    public static async Task<RoleChangeSet> ReadAsync(HttpRequest request, int maxChanges, CancellationToken cancellationToken)
    {
        var (changes, run) = await JsonBody.ReadAsync<RoleChangeSet>(
            request, MaxBytes, "The request could not be read", Json, cancellationToken);
        if (changes.Count == 0 || changes.Count > maxChanges)
            throw GraphText.Invalid($"The number of changes must be between 1 and {maxChanges}.");

        var read = changes.Select(c => c with { PrincipalId = GraphText.Id(c.PrincipalId), RoleId = GraphText.Id(c.RoleId) }).ToList();
        if (read.Exists(c => c.Action is not (RoleActions.Assign or RoleActions.Remove)))
            throw GraphText.Invalid($"The action of a change must be {RoleActions.Assign} or {RoleActions.Remove}.");
        if (read.Exists(c => c.PreviewedAssignment?.Length > MaxPreviewedLength || c.PreviewedGroups?.Length > MaxPreviewedLength))
            throw GraphText.Invalid("The previewed state of a change is too long.");
        if (read.DistinctBy(c => (c.PrincipalId, c.RoleId)).Count() < read.Count)
            throw GraphText.Invalid("Each assignment may occur only once in a set of changes.");

        return new RoleChangeSet(read, run is null ? null : GraphText.Id(run));
    }
}

using System.Text.Json;
using Portal.Contracts.Roles;
using Portal.Graph;
using Portal.Problems;

namespace Portal.Roles;

/// <summary>Reads a set of changes from a request, and validates it.</summary>
internal static class RoleChangeBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxPreviewedLength = 256;

    private static readonly JsonSerializerOptions Json = JsonBody.Strict();

    /// <exception cref="ProblemException">The body is not a valid set of changes.</exception>
    public static async Task<RoleChangeSet> ReadAsync(
        HttpRequest request, int maxChanges, CancellationToken cancellationToken)
    {
        var (sent, run) = await JsonBody.ReadAsync<RoleChangeSet>(
            request, MaxBytes, "The request could not be read", Json, cancellationToken);
        if (sent.Count == 0 || sent.Count > maxChanges)
            throw GraphText.Invalid($"The number of changes must be between 1 and {maxChanges}.");

        var changes = sent
            .Select(c => c with { PrincipalId = GraphText.Id(c.PrincipalId), RoleId = GraphText.Id(c.RoleId) })
            .ToList();
        if (changes.Exists(c => c.Action is not (RoleActions.Assign or RoleActions.Remove)))
            throw GraphText.Invalid($"The action of a change must be {RoleActions.Assign} or {RoleActions.Remove}.");
        if (changes.Exists(c => IsTooLong(c.PreviewedAssignment) || IsTooLong(c.PreviewedGroups)))
            throw GraphText.Invalid("The previewed state of a change is too long.");
        if (changes.DistinctBy(c => c.Subject).Count() < changes.Count)
            throw GraphText.Invalid("Each assignment may occur only once in a set of changes.");

        return new RoleChangeSet(changes, run is null ? null : GraphText.Id(run));
    }

    private static bool IsTooLong(string? previewed) => previewed?.Length > MaxPreviewedLength;
}

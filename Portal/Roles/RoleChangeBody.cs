using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Roles;
using Portal.Data;
using Portal.Graph;

namespace Portal.Roles;

/// <summary>Reads a set of changes: bounded, ids that are ids, and each assignment once.</summary>
internal static class RoleChangeBody
{
    private const int MaxSeenLength = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        MaxDepth = 8,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="Downstream.ProblemException">It is none that can be read.</exception>
    public static async Task<RoleChangeSet> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        var body = await ChangeBody.ReadAsync(request, cancellationToken);
        var (changes, run) = Parse(body);
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

    private static RoleChangeSet Parse(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<RoleChangeSet>(body, Json) ?? new RoleChangeSet([]);
        }
        catch (JsonException)
        {
            throw GraphText.Invalid("It is not what /openapi/v1.json describes: every member once, and no other.");
        }
    }
}

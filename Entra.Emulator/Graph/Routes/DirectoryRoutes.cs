using System.Text.Json;
using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using static Entra.Emulator.Graph.Access.Permissions;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>Directory objects of any type, by id.</summary>
internal sealed class DirectoryRoutes(DirectoryObjects objects)
{
    private const int MaxIds = 1000;

    private static readonly RequiredPermissions Any = RequiredPermissions.AnyOf([.. Users, .. Groups, .. Applications]);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get("directoryObjects/{}", RequiredPermissions.AnyOf(DirectoryReadAll), Read),
        Action("directoryObjects/getByIds", Any, GetByIds),
    ];

    private GraphResponse Read(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var item = objects.Find(call.Id(0)) ?? throw new GraphErrorException(GraphError.NotFound(call.Keys[0]));
        var body = ODataResponses.Entity(call, options, "directoryObjects");
        foreach (var (name, value) in objects.Write(item, options.Select, call.Caller))
            body[name] = value;

        return GraphResponse.Ok(body);
    }

    private GraphResponse GetByIds(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var ids = Texts(call, "ids");
        var types = Texts(call, "types");
        if (ids.Length is 0 or > MaxIds)
            throw new GraphErrorException(GraphError.BadRequest($"'ids' must name between 1 and {MaxIds} objects."));

        var found = ids
            .Select(id => Guid.TryParseExact(id, "D", out var guid)
                ? objects.Find(guid)
                : throw new GraphErrorException(GraphError.BadRequest($"Invalid object identifier '{id}'.")))
            .OfType<object>()
            .Where(item => types.Length == 0 || types.Contains("directoryObject") || types.Contains(DirectoryObjects.TypeOf(item)));
        return GraphResponse.Ok(new Dictionary<string, object?>
        {
            ["@odata.context"] = call.Context("directoryObjects"),
            ["value"] = found.Select(item => objects.Write(item, options.Select, call.Caller)).ToArray(),
        });
    }

    private static string[] Texts(GraphCall call, string member)
    {
        if (!call.JsonBody.TryGetProperty(member, out var list) || list.ValueKind != JsonValueKind.Array)
            return [];

        return [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw new GraphErrorException(GraphError.BadRequest($"'{member}' must be a list of strings.")))];
    }
}

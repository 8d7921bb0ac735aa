using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Queries;
using Entra.Emulator.Tenant;
using static Entra.Emulator.Graph.Routes.GraphRoute;

namespace Entra.Emulator.Graph.Routes;

/// <summary>Groups, who is in them and what they are in.</summary>
internal sealed class GroupRoutes(TenantDirectory tenant, DirectoryObjects objects, Memberships memberships)
{
    private static readonly Demand Groups = Demand.AnyOf(Permissions.Groups);

    public IEnumerable<GraphRoute> Routes =>
    [
        Get("groups", Groups, List),
        Get("groups/$count", Groups, call => Answers.Count(call, o => objects.Groups.Count(o.Where))),
        Get("groups/{}", Groups, Read),
        Get("groups/{}/members", Groups, call => Members(call, "members", transitive: false)),
        Get("groups/{}/members/microsoft.graph.user", Groups, call => Users(call, transitive: false)),
        Get("groups/{}/members/microsoft.graph.group", Groups, call => Nested(call, transitive: false)),
        Get("groups/{}/transitiveMembers", Groups, call => Members(call, "transitiveMembers", transitive: true)),
        Get("groups/{}/transitiveMembers/microsoft.graph.user", Groups, call => Users(call, transitive: true)),
        Get("groups/{}/transitiveMembers/microsoft.graph.group", Groups, call => Nested(call, transitive: true)),
        Get("groups/{}/memberOf", Groups, call => MemberOf(call, "memberOf", transitive: false)),
        Get("groups/{}/transitiveMemberOf", Groups, call => MemberOf(call, "transitiveMemberOf", transitive: true)),
    ];

    public static Group Find(TenantDirectory tenant, GraphCall call) => tenant.FindGroup(call.Id(0))
        ?? throw new GraphErrorException(GraphError.NotFound(call.Keys[0]));

    private GraphAnswer List(GraphCall call)
    {
        var options = QueryOptions.ReadList(call);
        return Answers.Collection(
            call, options, "groups", objects.Groups.Read(options), g => objects.Group.Write(g, options.Select));
    }

    private GraphAnswer Read(GraphCall call)
    {
        var options = QueryOptions.Read(call, QueryOption.Select);
        var group = Find(tenant, call);
        return GraphAnswer.Ok(objects.Group.Write(group, options.Select, Answers.Start(call, options, "groups")));
    }

    private GraphAnswer Members(GraphCall call, string of, bool transitive) =>
        Objects(call, of, memberships.MembersOf(Find(tenant, call), transitive));

    private GraphAnswer MemberOf(GraphCall call, string of, bool transitive) =>
        Objects(call, of, memberships.Of(Find(tenant, call), transitive));

    private GraphAnswer Objects(GraphCall call, string of, IReadOnlyList<object> all)
    {
        var options = QueryOptions.ReadPages(call);
        return Answers.Collection(
            call,
            options,
            $"groups('{call.Keys[0]}')/{of}",
            Answers.Cut(all, options),
            item => objects.Write(item, options.Select, call.Caller));
    }

    private GraphAnswer Users(GraphCall call, bool transitive)
    {
        var options = QueryOptions.ReadPages(call);
        var users = memberships.MembersOf(Find(tenant, call), transitive).OfType<UserAccount>().ToArray();
        var readable = call.Caller.HasAny(Permissions.Users) ? options.Select : ["id"];
        return Answers.Collection(
            call, options, "users", Answers.Cut(users, options), user => objects.User.Write(user, readable));
    }

    private GraphAnswer Nested(GraphCall call, bool transitive)
    {
        var options = QueryOptions.ReadPages(call);
        var groups = memberships.MembersOf(Find(tenant, call), transitive).OfType<Group>().ToArray();
        return Answers.Collection(
            call, options, "groups", Answers.Cut(groups, options), group => objects.Group.Write(group, options.Select));
    }
}

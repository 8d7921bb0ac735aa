using Entra.Emulator.Graph.Access;
using Entra.Emulator.Graph.Model;
using Entra.Emulator.Graph.Routes;

namespace Entra.Emulator.Graph;

/// <summary>Registers the part of Microsoft Graph about roles and consents, over the tenant's stores.</summary>
internal static class GraphRegistration
{
    public static void AddGraph(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DirectoryObjects>();
        builder.Services.AddSingleton<GroupMemberships>();
        builder.Services.AddSingleton<UserRoutes>();
        builder.Services.AddSingleton<GroupRoutes>();
        builder.Services.AddSingleton<AppRoutes>();
        builder.Services.AddSingleton<AssignmentRoutes>();
        builder.Services.AddSingleton<GrantRoutes>();
        builder.Services.AddSingleton<DirectoryRoutes>();
        builder.Services.AddSingleton<GraphTokens>();
        builder.Services.AddSingleton<GraphRouter>();
        builder.Services.AddSingleton<GraphBatch>();
        builder.Services.AddSingleton<GraphResponseWriter>();
        builder.Services.AddSingleton<GraphEndpoint>();
    }

    public static void MapGraph(this WebApplication app)
    {
        var graph = app.Services.GetRequiredService<GraphEndpoint>();
        app.Map($"{GraphEndpoint.Path}/{{**path}}", graph.HandleAsync);
    }
}

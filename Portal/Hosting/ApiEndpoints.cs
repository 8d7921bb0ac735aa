using AccessContract.AspNetCore;
using Portal.Access;
using Portal.Administrators;
using Portal.AdminSetup;
using Portal.ApiPreview;
using Portal.AppOnly;
using Portal.Audit;
using Portal.Auth;
using Portal.Changes;
using Portal.Consents;
using Portal.Data;
using Portal.Demo;
using Portal.Diagnostics;
using Portal.Roles;
using Portal.SavedViews;
using Portal.Tokens;
using Portal.Trace;
using Portal.UserAccess;
using ServiceDefaults;

namespace Portal.Hosting;

/// <summary>The portal's own backend: bearer only, problem+json only.</summary>
internal static class ApiEndpoints
{
    public const string Prefix = "/api";

    public static bool Contains(PathString path) => path.StartsWithSegments(Prefix, StringComparison.OrdinalIgnoreCase);

    public static void AddPortalApi(this WebApplicationBuilder builder)
    {
        builder.AddApiBearer();
        var services = builder.Services;
        services.AddAdministrators();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddData();
        services.AddAccess();
        services.AddAppOnly();
        services.AddUserAccess();
        services.AddScoped<ChangePipeline>();
        services.AddAdminSetup();
        services.AddRoles();
        services.AddConsents();
        services.AddTrace();
        services.AddApiPreview();
        services.AddSavedViews();
        services.AddOpenApi(options => options.AddAccessContract());

        // Endpoints read bodies with JsonBody, which is stricter. This is for one that would not.
        services.ConfigureHttpJsonOptions(o => StrictJson.Apply(o.SerializerOptions));
    }

    public static void MapPortalApi(this IEndpointRouteBuilder routes)
    {
        routes.MapAccessContract(Prefix);

        var users = routes.MapApi(PortalRules.User);
        users.MapViews();
        users.MapSavedViews();
        users.MapData();
        users.MapTokens();
        users.MapAccess();
        users.MapOwnGroups();
        users.MapConsents();
        users.MapTrace();
        users.MapDemo();
        users.MapAppOnly();
        users.MapUnmatched();

        var administrators = routes.MapApi(PortalRules.Administrator);
        administrators.MapDiagnostics();
        administrators.MapUserAccess();
        administrators.MapAdminSetup();
        administrators.MapRoles();
        administrators.MapAudit();
        administrators.MapAdminConsents();
        administrators.MapApiPreview();

        // The only endpoint for applications without a user.
        routes.MapApi(PortalRules.Application).MapRuns();
    }

    private static RouteGroupBuilder MapApi(this IEndpointRouteBuilder routes, AccessRule rule) => routes.MapGroup(Prefix)
        .RequireAuthorization(PortalPolicies.Bearer)
        .RequireAccess(rule)
        .AddEndpointFilter(NotStored);

    private static ValueTask<object?> NotStored(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}

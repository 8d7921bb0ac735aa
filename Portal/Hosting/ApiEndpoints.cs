using Portal.Access;
using Portal.AppOnly;
using Portal.Audit;
using Portal.Auth;
using Portal.Consents;
using Portal.Data;
using Portal.Demo;
using Portal.Diagnostics;
using Portal.Roles;
using Portal.Tokens;
using Portal.Trace;
using Portal.UserAccess;

namespace Portal.Hosting;

/// <summary>The portal's own backend: bearer only, problem+json only.</summary>
internal static class ApiEndpoints
{
    public const string Prefix = "/api";

    public static void AddPortalApi(this IServiceCollection services)
    {
        services.AddApiBearer();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddData();
        services.AddAccess();
        services.AddTokens();
        services.AddAppOnly();
        services.AddUserAccess();
        services.AddRoles();
        services.AddConsents();
        services.AddTrace();
        services.AddOpenApi();

        // A missing or null member that is not nullable results in a 400 instead of a null later.
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.RespectNullableAnnotations = true;
            o.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
    }

    public static void MapPortalApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Prefix).RequireAuthorization(PortalPolicies.Api).AddEndpointFilter(NotStored);
        api.MapViews();
        api.MapData();
        api.MapTokens();
        api.MapAccess();
        api.MapConsents();
        api.MapTrace();
        api.MapDemo();
        api.MapAppOnly();
        api.MapDiagnostics();
        api.MapUserAccess();
        api.MapRoles();
        api.MapAudit();
        api.MapAdminConsents();
        api.MapUnmatched();

        // The only endpoint for applications without a user.
        routes.MapGroup(Prefix).RequireAuthorization(PortalPolicies.Reports).AddEndpointFilter(NotStored).MapRuns();
    }

    private static ValueTask<object?> NotStored(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}

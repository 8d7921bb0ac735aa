using Portal.Auth;
using Portal.Contracts;

namespace Portal.Api;

/// <summary>The portal's own backend: bearer only, problem+json only.</summary>
internal static class ApiEndpoints
{
    public const string Prefix = "/api";

    public static void AddPortalApi(this IServiceCollection services)
    {
        services.AddApiBearer();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddOpenApi();
    }

    public static void MapPortalApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Prefix).RequireAuthorization(PortalPolicies.Api).AddEndpointFilter(NotStored);
        api.MapViews();
        api.MapData();
        api.MapTokens();
        api.MapAccess();
        api.Map("{**rest}", NotFound).ExcludeFromDescription();
    }

    private static Task NotFound(HttpContext context) => ProblemAnswer.WriteAsync(context, new ApiProblem(
        ProblemCodes.NotFound,
        StatusCodes.Status404NotFound,
        "No such address",
        "The portal's API has nothing here. /openapi/v1.json lists what it has."));

    private static ValueTask<object?> NotStored(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}

namespace Portal.Hosting;

/// <summary>Authentication before authorization: for pages only. Calls to <c>/api</c> are authenticated by their policy.</summary>
internal static class PageAuthentication
{
    // WebApplication adds the middleware for all requests unless its own pipeline has this mark; a branch does not set it.
    private const string Added = "__AuthenticationMiddlewareSet";

    public static void UsePageAuthentication(this WebApplication app)
    {
        ((IApplicationBuilder)app).Properties[Added] = true;
        app.UseWhen(context => !ApiEndpoints.Contains(context.Request.Path), pages => pages.UseAuthentication());
    }
}

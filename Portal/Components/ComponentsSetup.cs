namespace Portal.Components;

/// <summary>Registers and maps what people see.</summary>
public static class ComponentsSetup
{
    public static void AddPortalComponents(this IServiceCollection services) =>
        services.AddRazorComponents().AddInteractiveServerComponents();

    public static void MapPortalComponents(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
}

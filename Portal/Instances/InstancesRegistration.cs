using Portal.Redis;

namespace Portal.Instances;

internal static class InstancesRegistration
{
    /// <summary>Without Redis there is one instance, which announces nothing.</summary>
    public static void AddInstances(this WebApplicationBuilder builder)
    {
        var isShared = builder.UsesRedis();
        builder.Services.AddSingleton(new CircuitOrigins(isShared));
        if (!isShared)
            return;

        builder.Services.AddSingleton<InstanceSettings>();
        builder.Services.AddSingleton<ThisInstance>();
        builder.Services.AddSingleton<InstanceDirectory>();
        builder.Services.AddSingleton<InstanceAnnouncer>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<InstanceAnnouncer>());
    }

    public static void UseCircuitOrigins(this IApplicationBuilder app)
    {
        var origins = app.ApplicationServices.GetRequiredService<CircuitOrigins>();
        if (origins.OfPages is not null)
            app.Use(origins.CountMisdirectedAsync);
    }
}

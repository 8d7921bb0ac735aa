using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Registers what breaks things on purpose, where the authority is the tenant in a box and nowhere else.</summary>
internal static class LeverSetup
{
    public static void AddLevers(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()
            || !Uri.TryCreate(builder.Configuration["AzureAd:Instance"], UriKind.Absolute, out var instance)
            || !instance.IsLoopback)
        {
            return;
        }

        builder.Services.AddHttpClient<LeverClient>(client => client.BaseAddress = instance);
        builder.Services.AddScoped<LeverReader>();
        builder.Services.AddScoped<LeverOrders>();
        builder.Services.AddScoped<Scenes>();
        builder.Services.AddScoped<Forgeries>();
        builder.Services.Configure<DemoDrawerOptions>(o => o.Offered = true);
    }
}

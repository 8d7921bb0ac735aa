using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Registers what breaks things on purpose, where the authority is the tenant in a box and nowhere else.</summary>
internal static class DemoRegistration
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment()
            || !Uri.TryCreate(builder.Configuration["AzureAd:Instance"], UriKind.Absolute, out var instance)
            || !instance.IsLoopback)
        {
            return;
        }

        builder.Services.AddHttpClient<EmulatorControlClient>(client => client.BaseAddress = instance);
        builder.Services.AddScoped<EmulatorStateReader>();
        builder.Services.AddScoped<EmulatorCommands>();
        builder.Services.AddScoped<DemoScenarios>();
        builder.Services.AddScoped<TamperedTokens>();
        builder.Services.Configure<DemoDrawerOptions>(o => o.Offered = true);
    }
}

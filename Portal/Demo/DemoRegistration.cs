using Portal.Contracts.Demo;

namespace Portal.Demo;

/// <summary>Registers the demonstration controls, in Development and for a loopback authority only.</summary>
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

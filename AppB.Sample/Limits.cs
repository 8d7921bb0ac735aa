namespace AppB.Sample;

/// <summary>How much a request may send: AppB reads one small JSON body and nothing else.</summary>
internal static class Limits
{
    public const int BodyBytes = 64 * 1024;

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytes;
        });
    }
}

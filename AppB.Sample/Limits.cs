namespace AppB.Sample;

/// <summary>Limits the size of a request: the only body that AppB reads is a small JSON object.</summary>
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

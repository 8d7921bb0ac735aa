using Microsoft.Extensions.FileProviders;

namespace Entra.Emulator.Pages;

/// <summary>Serves the embedded stylesheet, scripts and icon, whichever process hosts the emulator.</summary>
internal static class Assets
{
    public static void UseAssets(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new EmbeddedFileProvider(typeof(Assets).Assembly, "Entra.Emulator.Pages.Assets"),
        RequestPath = "/assets",
    });
}

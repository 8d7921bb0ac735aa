using Microsoft.Extensions.FileProviders;

namespace Entra.Emulator.Pages;

/// <summary>Stylesheet, script and icon, embedded: they are there in whichever process the emulator runs.</summary>
internal static class Assets
{
    public static void UseAssets(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        FileProvider = new EmbeddedFileProvider(typeof(Assets).Assembly, "Entra.Emulator.Pages.Assets"),
        RequestPath = "/assets",
    });
}

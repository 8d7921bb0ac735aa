using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using ServiceDefaults;

namespace Portal.Auth.Storage;

/// <summary>The Data Protection keys, which encrypt cookies, cached tokens and the keys of the audit log.</summary>
internal static class KeyRingRegistration
{
    public static void AddKeyRing(this WebApplicationBuilder builder, string folder)
    {
        var keys = new DirectoryInfo(DataDirectory.Ensure(builder.Configuration, Path.Combine(folder, "keys")));
        var section = builder.Configuration.GetSection(KeyRingSettings.SectionName);
        var settings = section.Get<KeyRingSettings>() ?? new KeyRingSettings();
        var protection = builder.Services.AddDataProtection().SetApplicationName("on-behalf-of-portal");
        builder.Services.AddOptions<KeyManagementOptions>()
            .Configure<ILoggerFactory>((options, loggers) => options.XmlRepository = new KeyFiles(keys, loggers));

        if (settings.PreviousCertificates is { Count: > 0 } previous)
            protection.UnprotectKeysWithAnyCertificate([.. previous.Select(c => c.Load())]);

        if (settings.Certificate is { } certificate)
        {
            protection.ProtectKeysWithCertificate(certificate.Load());
            builder.Services.AddHostedService<EncryptedKeyOnStart>();
        }
        else if (OperatingSystem.IsWindows())
        {
            protection.ProtectKeysWithDpapi();
        }
    }
}

using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.Internal;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Redis;
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
        var protection = builder.Services.AddDataProtection()
            .SetApplicationName("on-behalf-of-portal")
            .SetDefaultKeyLifetime(settings.KeyLifetime);
        builder.Services.AddOptions<KeyManagementOptions>()
            .Configure<ILoggerFactory>((options, loggers) => options.XmlRepository = new KeyFiles(keys, loggers));

        var current = settings.Certificate?.Load();
        X509Certificate2[] previous = [.. settings.PreviousCertificates.Select(c => c.Load())];
        if (previous.Length > 0)
            protection.UnprotectKeysWithAnyCertificate(previous);

        if (current is not null)
        {
            protection.ProtectKeysWithCertificate(current);
            builder.Services.AddHostedService<EncryptedKeyOnStart>();
        }
        else if (OperatingSystem.IsWindows() && !builder.UsesRedis())
        {
            protection.ProtectKeysWithDpapi();
        }

        if (builder.UsesRedis())
            builder.AddSharedKeys(current is null ? previous : [current, .. previous]);
    }

    private static void AddSharedKeys(this WebApplicationBuilder builder, IReadOnlyList<X509Certificate2> certificates)
    {
        var azureAd = builder.Configuration.GetSection(AzureAdSettings.SectionName).Get<AzureAdSettings>();
        builder.Services.AddSingleton(KeySeal.Create(certificates, azureAd?.ClientCredentials ?? []));
        builder.Services.AddSingleton(provider => new SharedKeyManager(new XmlKeyManager(
            provider.GetRequiredService<IOptions<KeyManagementOptions>>(),
            provider.GetRequiredService<IActivator>(),
            provider.GetRequiredService<ILoggerFactory>())));
        builder.Services.Replace(ServiceDescriptor.Singleton<IKeyManager>(p => p.GetRequiredService<SharedKeyManager>()));
        builder.Services.AddSingleton<SharedKeys>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SharedKeys>());
    }
}

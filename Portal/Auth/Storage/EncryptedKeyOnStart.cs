using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Portal.Auth.Storage;

/// <summary>
/// Creates a key if the current one was stored in plain text before a certificate was set. Otherwise that key would
/// encrypt new sessions for up to 90 days. Plain keys stay, because older sessions and the audit log need them.
/// </summary>
internal sealed class EncryptedKeyOnStart(IKeyManager keys, IOptions<KeyManagementOptions> options, TimeProvider time)
    : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.XmlRepository is not KeyFiles files)
            return Task.CompletedTask;

        var plain = files.GetAllElements().Where(KeyFiles.IsPlain).Select(e => (Guid?)e.Attribute("id")).ToHashSet();
        var current = keys.GetAllKeys().Where(k => !k.IsRevoked).MaxBy(k => k.ActivationDate);
        if (current is not null && plain.Contains(current.KeyId))
            keys.CreateNewKey(time.GetUtcNow(), time.GetUtcNow() + options.Value.NewKeyLifetime);

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

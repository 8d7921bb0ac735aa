using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Portal.Instances;

/// <summary>This instance, and what it announces.</summary>
internal sealed class ThisInstance(
    IKeyManager keys,
    IDataProtectionProvider protection,
    InstanceSettings settings,
    CircuitOrigins circuits,
    TimeProvider time)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();
    private readonly IDataProtector _protector = protection.CreateProtector("portal.instances");

    /// <summary>The version of the portal, without the commit that builds append.</summary>
    public static string Version { get; } =
        (typeof(ThisInstance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown").Split('+')[0];

    public string Id => circuits.InstanceId;

    public InstanceEntry Describe(TimeSpan aheadOfRedis)
    {
        // First, because it creates the first key.
        var probe = _protector.Protect(Id);
        return new InstanceEntry(
            Id, Version, _started, aheadOfRedis, HashOfKeys(), probe, settings.Read(), circuits.Count());
    }

    /// <summary>Whether both use the same Data Protection keys.</summary>
    public bool SharesKeysWith(InstanceEntry other)
    {
        try
        {
            return _protector.Unprotect(other.Probe) == other.Id;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private string HashOfKeys()
    {
        var ids = keys.GetAllKeys().Where(k => !k.IsRevoked).Select(k => k.KeyId).Order();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', ids))).AsSpan(0, 8));
    }
}

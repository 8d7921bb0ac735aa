using System.Security.Cryptography;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.DeviceCode;

/// <summary>
/// Devices that wait for their user to sign in on another screen. Kept in memory: a restart ends them, as the device
/// is told.
/// </summary>
internal sealed class DeviceAuthorizations(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    // Like Entra's: nine of these, none of which is read for another.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int UserCodeLength = 9;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeviceAuthorization> _byDeviceCode = [];

    public DeviceAuthorization Start(App client, string scope)
    {
        lock (_gate)
        {
            // Expired ones stay for as long again, so that the device hears that they are.
            var now = time.GetUtcNow();
            foreach (var (old, _) in _byDeviceCode.Where(r => r.Value.Expires + Lifetime < now).ToArray())
                _byDeviceCode.Remove(old);

            var request = new DeviceAuthorization(
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)),
                RandomNumberGenerator.GetString(Letters, UserCodeLength),
                client,
                scope,
                now + Lifetime);
            _byDeviceCode[request.DeviceCode] = request;
            return request;
        }
    }

    /// <summary>The request that waits for this code to be typed in; null when there is none, or none any more.</summary>
    public DeviceAuthorization? FindPending(string? userCode)
    {
        var typed = (userCode ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        lock (_gate)
        {
            return _byDeviceCode.Values.FirstOrDefault(r =>
                r.UserCode.Equals(typed, StringComparison.OrdinalIgnoreCase)
                && r.Expires > time.GetUtcNow()
                && r.Status == DeviceAuthorizationStatus.Pending);
        }
    }

    public void Approve(DeviceAuthorization request, UserAccount user, SignIn signIn)
    {
        lock (_gate)
        {
            if (_byDeviceCode.ContainsKey(request.DeviceCode))
                _byDeviceCode[request.DeviceCode] = request with { Status = DeviceAuthorizationStatus.Approved, ApprovedBy = (user, signIn) };
        }
    }

    public void Decline(DeviceAuthorization request)
    {
        lock (_gate)
            _byDeviceCode[request.DeviceCode] = request with { Status = DeviceAuthorizationStatus.Declined };
    }

    /// <summary>What the device hears. Once it is approved, it is for the caller to <see cref="TryComplete"/>.</summary>
    /// <exception cref="EntraErrorException">There is nothing to be had yet, or never.</exception>
    public DeviceAuthorization Redeem(string? deviceCode, App client)
    {
        lock (_gate)
        {
            if (!_byDeviceCode.TryGetValue(deviceCode ?? "", out var request))
                throw new EntraErrorException(EntraErrors.DeviceUnknown());
            if (request.Client != client)
                throw new EntraErrorException(EntraErrors.CodeOfAnother());
            if (request.Status == DeviceAuthorizationStatus.Declined)
                throw new EntraErrorException(EntraErrors.DeviceDeclined());
            if (request.Expires <= time.GetUtcNow())
                throw new EntraErrorException(EntraErrors.DeviceExpired());

            return request.Status == DeviceAuthorizationStatus.Approved
                ? request
                : throw new EntraErrorException(EntraErrors.DevicePending());
        }
    }

    /// <summary>The device has its tokens. False when it had them before.</summary>
    public bool TryComplete(DeviceAuthorization request)
    {
        lock (_gate)
            return _byDeviceCode.Remove(request.DeviceCode);
    }
}

/// <summary>One device that waits.</summary>
internal sealed record DeviceAuthorization(string DeviceCode, string UserCode, App Client, string Scope, DateTimeOffset Expires)
{
    public DeviceAuthorizationStatus Status { get; init; }

    public (UserAccount User, SignIn SignIn)? ApprovedBy { get; init; }
}

internal enum DeviceAuthorizationStatus
{
    Pending,
    Approved,
    Declined,
}

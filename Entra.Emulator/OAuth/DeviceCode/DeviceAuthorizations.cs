using System.Security.Cryptography;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.OAuth.DeviceCode;

/// <summary>
/// Device authorizations in progress. Kept in memory: after a restart the device gets an unknown-code error.
/// </summary>
internal sealed class DeviceAuthorizations(TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(5);

    // Nine characters as in Entra, without those that look alike.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int UserCodeLength = 9;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DeviceAuthorization> _byDeviceCode = [];

    public DeviceAuthorization Start(App client, string scope)
    {
        lock (_gate)
        {
            // Expired authorizations are kept for one more lifetime, so that the device gets expired_token.
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

    /// <summary>The pending authorization with this user code, or null.</summary>
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

    /// <summary>
    /// Answers a poll of the device. When the authorization is approved, the caller issues the tokens and calls <see
    /// cref="TryComplete"/>.
    /// </summary>
    /// <exception cref="EntraErrorException">The authorization is pending, declined, expired or unknown.</exception>
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

    /// <summary>
    /// Removes an authorization whose tokens were issued. False when another poll has already done so.
    /// </summary>
    public bool TryComplete(DeviceAuthorization request)
    {
        lock (_gate)
            return _byDeviceCode.Remove(request.DeviceCode);
    }
}

/// <summary>One device authorization.</summary>
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

using Microsoft.Extensions.Logging.Abstractions;
using Portal.Redis;

namespace Portal.Tests.Support;

/// <summary>What an instance has that shares nothing with others.</summary>
internal static class Local
{
    public static InstanceNotices Notices() =>
        new(redis: null, TimeProvider.System, NullLogger<InstanceNotices>.Instance);

    public static SharedLocks Locks() => new(redis: null, TimeProvider.System);
}

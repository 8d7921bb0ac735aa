using Portal.Audit;
using Portal.Contracts.Audit;

namespace Portal.Tests.Audit;

public sealed class AuditQueryTests
{
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Entry_matches_if_it_is_not_older_than_the_period(int seconds, bool matches)
    {
        var since = DateTimeOffset.UnixEpoch;
        var entry = new AuditEntry(1, since.AddSeconds(seconds), "oid", "carol", "role.assign", "AppB", "User Erin", "done", "abc");

        Assert.Equal(matches, new AuditQuery(new AuditFilter(), Since: since).Matches(entry));
    }
}

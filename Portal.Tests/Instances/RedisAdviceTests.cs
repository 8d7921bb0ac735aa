using Portal.Contracts.Diagnostics;
using Portal.Diagnostics.Checks;

namespace Portal.Tests.Instances;

/// <summary>How the settings of Redis, and what circuits have shown, are judged.</summary>
public sealed class RedisAdviceTests
{
    [Theory]
    [InlineData("noeviction", 0, 0, DiagnosticStates.Passed)]
    [InlineData("noeviction", 1_000_000, 0, DiagnosticStates.Passed)]
    [InlineData("volatile-ttl", 1_000_000, 0, DiagnosticStates.Passed)]
    [InlineData("volatile-lru", 1_000_000, 0, DiagnosticStates.Warning)]
    [InlineData("volatile-ttl", 1_000_000, 3, DiagnosticStates.Warning)]
    [InlineData("allkeys-lru", 1_000_000, 0, DiagnosticStates.Failed)]
    public void Eviction_of_sessions_and_keys_is_reported(string policy, long limit, long evicted, string state) =>
        Assert.Equal(state, RedisMemoryCheck.Evaluate(policy, limit, evicted).State);

    [Theory]
    [InlineData(true, false, false, false, DiagnosticStates.Passed)]
    [InlineData(false, true, true, false, DiagnosticStates.Passed)]
    [InlineData(false, false, true, false, DiagnosticStates.Warning)]
    [InlineData(false, true, false, false, DiagnosticStates.Failed)]
    [InlineData(false, true, false, true, DiagnosticStates.Warning)]
    public void Redis_on_the_network_needs_a_password_and_TLS(
        bool isLocal, bool isEncrypted, bool hasPassword, bool isDevelopment, string state) =>
        Assert.Equal(state, RedisSecurityCheck.Evaluate(isLocal, isEncrypted, hasPassword, isDevelopment).State);

    [Theory]
    [InlineData(0, 0, 0, DiagnosticStates.Unknown)]
    [InlineData(120, 0, 0, DiagnosticStates.Passed)]
    [InlineData(119, 1, 0, DiagnosticStates.Warning)]
    [InlineData(120, 0, 1, DiagnosticStates.Warning)]
    [InlineData(60, 60, 58, DiagnosticStates.Failed)]
    public void Proxy_that_does_not_keep_browsers_on_one_instance_is_reported(
        int here, int elsewhere, int misdirected, string state) =>
        Assert.Equal(state, StickySessionsCheck.Evaluate(here, elsewhere, misdirected).State);
}

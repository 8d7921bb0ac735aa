using Portal.Client;
using Portal.Downstream;
using Portal.Tests.Rules.Samples.Usage;

namespace Portal.Tests.Rules;

public sealed class UsageRulesTests
{
    private static readonly string Folder = typeof(UsesHttpClient).Namespace!;

    private static readonly Lazy<CompiledCode> Samples =
        new(() => CompiledCodeReader.Read(typeof(UsesHttpClient).Assembly.Location, Folder));

    public static TheoryData<string> Rules() => [.. UsageRules.All.Select(rule => rule.Why)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void BLZ_23_Portal_keeps_the_rule(string rule)
    {
        var breaches = Rule(rule).Breaches(CompiledCode.Portal);

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        Assert.Empty(UsageRules.All.SelectMany(rule => rule.NeedlessExceptions(CompiledCode.Portal)));

    [Theory]
    [InlineData(nameof(UsesHttpClient), "System.Net.Http.HttpClient")]
    [InlineData(nameof(UsesHttpClientFactory), "System.Net.Http.IHttpClientFactory")]
    [InlineData(nameof(UsesDownstreamApi), "Microsoft.Identity.Abstractions.IDownstreamApi")]
    [InlineData(nameof(UsesTokenAcquisition), "Microsoft.Identity.Web.ITokenAcquisition")]
    [InlineData(nameof(UsesMsal), "Microsoft.Identity.Client.AuthenticationResult")]
    [InlineData(nameof(UsesJsonWebToken), "Microsoft.IdentityModel.JsonWebTokens.JsonWebToken")]
    [InlineData(nameof(UsesPortalToken), nameof(PortalToken))]
    [InlineData(nameof(UsesSavedToken), "AuthenticationTokenExtensions")]
    [InlineData(nameof(UsesHttpContext), "Microsoft.AspNetCore.Http.HttpContext")]
    [InlineData(nameof(UsesHttpContextAccessor), "Microsoft.AspNetCore.Http.IHttpContextAccessor")]
    [InlineData(nameof(CallsApiForApp), "CallApiForAppAsync")]
    [InlineData(nameof(AcquiresTokenForApp), "GetAuthenticationResultForAppAsync")]
    [InlineData(nameof(RequestsAppToken), "set_RequestAppToken")]
    [InlineData(nameof(UsesAppOnlyCall), nameof(AppOnlyCall))]
    public void Breach_is_found(string user, string used) =>
        Assert.Contains(BreachesOfSamples(), breach =>
            breach.StartsWith($"{Folder}.{user} uses ", StringComparison.Ordinal)
            && breach.Contains($"{used}: ", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Each_rule_has_a_sample_that_breaks_it(string rule) =>
        Assert.NotEmpty((Rule(rule) with { Folder = Folder }).Breaches(Samples.Value));

    [Fact]
    public void Tokens_on_behalf_of_a_user_break_no_rule_outside_components()
    {
        var rule = UsageRules.All.Single(rule => rule.Members is not null) with { Folder = Folder };

        Assert.DoesNotContain(
            rule.Breaches(Samples.Value), breach => breach.Contains(nameof(CallsApiForUser), StringComparison.Ordinal));
    }

    [Fact]
    public void Needless_exception_is_reported()
    {
        var rule = new UsageRule("no type uses HttpClient", Folder)
        {
            Types = ["System.Net.Http.HttpClient"],
            Exceptions = new() { [typeof(UsesHttpClient)] = "uses it", [typeof(UsesMsal)] = "does not use it" },
        };

        Assert.Equal([typeof(UsesMsal).FullName], rule.NeedlessExceptions(Samples.Value));
        Assert.Empty(rule.Breaches(Samples.Value));
    }

    private static UsageRule Rule(string why) => UsageRules.All.Single(rule => rule.Why == why);

    private static IEnumerable<string> BreachesOfSamples() =>
        UsageRules.All.SelectMany(rule => (rule with { Folder = Folder }).Breaches(Samples.Value));
}

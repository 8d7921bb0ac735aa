using System.Text;
using Portal.Access;

namespace Portal.Tests.Access;

public sealed class DecodedTokenTests
{
    [Fact]
    public void Reads_the_claims_and_nothing_of_the_signature()
    {
        var claims = DecodedToken.ReadClaims($"Bearer {Part("""{"alg":"RS256"}""")}.{Part("""{"scp":"a b","roles":["X","Y"]}""")}.c2ln");

        Assert.Equal(["a b"], claims.Where(c => c.Type == "scp").Select(c => c.Value));
        Assert.Equal(["X", "Y"], claims.Where(c => c.Type == "roles").Select(c => c.Value));
        Assert.DoesNotContain(claims, c => c.Value.Contains("c2ln", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer a.b")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer a.b.c.d.e.f")]
    [InlineData("Bearer e30.bm90IGpzb24.c2ln")]
    [InlineData("Bearer e30.W10.c2ln")]
    [InlineData("Bearer \u00e9\u00e9.\u0000.c")]
    public void What_is_no_token_has_no_claims(string? header)
    {
        Assert.Empty(DecodedToken.ReadClaims(header));
    }

    [Fact]
    public void Deep_nesting_is_no_way_to_stop_the_portal()
    {
        var deep = $$"""{"a":{{new string('[', 20_000)}}{{new string(']', 20_000)}}}""";

        Assert.Empty(DecodedToken.ReadClaims($"Bearer {Part("{}")}.{Part(deep)}.c2ln"));
    }

    private static string Part(string json) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}

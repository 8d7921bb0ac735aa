using System.Text;
using AccessContract;

namespace Portal.Tests.AccessContract;

public sealed class DecodedTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k"}""";

    /// <summary>The text, and a part of the explanation.</summary>
    public static TheoryData<string, string> Unreadable => new()
    {
        { "", "nothing to decode" },
        { "GHu7jLiuWq3rT", "no dots" },
        { "e30.e30", "two parts" },
        { "e30.e30.e30.e30", "more than one token" },
        { "e30.e30.e30.e30.e30.e30", "more than one token" },
        { "..", "nothing between the dots" },
        { $"{SampleToken.Part(Header)}..c2ln", "nothing between the dots" },
        { "%%%.%%%.%%%", "not base64url" },
        { "e3.e30.c2ln", "not base64url" },
        { $"{SampleToken.Part(Header)}.e3*.c2ln", "not base64url" },
        { $"{SampleToken.Part(Header)}.{SampleToken.Part("not json")}.c2ln", "not JSON" },
        { $"{SampleToken.Part(Header)}.{SampleToken.Part("[1]")}.c2ln", "not a JSON object" },
        { $"{SampleToken.Part(Header)}.{SampleToken.Part("\"x\"")}.c2ln", "not a JSON object" },
        { $"{SampleToken.Part(Header)}.gICA.c2ln", "not JSON" },
        { $$"""{{SampleToken.Part(Header)}}.{{SampleToken.Part("""{"name":"\ud83d"}""")}}.c2ln""", "Unicode" },
        { $$"""{{SampleToken.Part(Header)}}.{{SampleToken.Part("""{"\ud83d":1}""")}}.c2ln""", "Unicode" },
        { Deep(2_000), "not JSON" },
        { Deep(100_000), "20 KB" },
        { "😀.😀.😀", "not base64url" },
        { new string('a', 21 * 1024), "20 KB" },
    };

    [Fact]
    public void Claims_and_header_are_read_but_not_the_signature()
    {
        var token = Decoded(
            """{"scp":"a b","roles":["X","Y"],"n":1.50,"t":true,"o":{"a":[1]},"none":[],"null":null}""");

        Assert.Equal(["X", "Y"], token.All("roles"));
        Assert.Equal("a b", token.First("scp"));
        Assert.Equal(("1.50", "true"), (token.First("n"), token.First("t")));
        Assert.Equal((null, """{"a":[1]}"""), (token.First("o"), token.Claims.Single(c => c.Type == "o").Value));
        Assert.True(token.Has("none"));
        Assert.Empty(token.All("null"));
        Assert.Equal("RS256", token.Header["alg"]);
        Assert.DoesNotContain(token.Claims, c => c.Value.Contains("c2ln", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Header, """{"aud":"a","aud":"b"}""", "aud")]
    [InlineData(Header, """{"aud":"a","\u0061ud":"b"}""", "aud")]
    [InlineData(Header, """{"aud":"a","aud":"a"}""", "aud")]
    [InlineData("""{"alg":"RS256","kid":"k","alg":"none"}""", "{}", "alg")]
    [InlineData(Header, """{"cnf":{"jwk":{"x":1,"x":2}}}""", "x")]
    [InlineData(Header, """{"list":[1,{"y":1,"y":2}]}""", "y")]
    [InlineData(Header, """{"aud":"a","Aud":"b","o":{"aud":1}}""", null)]
    public void TOK_19_name_that_is_written_twice_is_found_at_any_depth(string header, string claims, string? name)
    {
        var decoded = DecodedToken.Of(
            $"{SampleToken.Part(header)}.{SampleToken.Part(claims)}.c2ln", SignatureEvidence.Unchecked);

        Assert.Equal(name, decoded.Token!.Repeated);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void LEK_07_Unreadable_token_is_explained_without_repeating_it(string text, string words)
    {
        var decoded = DecodedToken.Of(text, SignatureEvidence.Unchecked);

        Assert.Null(decoded.Token);
        Assert.Contains(words, decoded.Error!, StringComparison.Ordinal);
        Assert.True(text.Length < 8 || !decoded.Error!.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("e3*")]
    [InlineData("bm90IGpzb24")]
    [InlineData("WzFd")]
    public void Error_names_the_damaged_part(string part)
    {
        var header = DecodedToken.Of($"{part}.e30.c2ln", SignatureEvidence.Unchecked).Error;
        var claims = DecodedToken.Of($"e30.{part}.c2ln", SignatureEvidence.Unchecked).Error;

        Assert.NotEqual(header, claims);
    }

    [Fact]
    public void Token_of_the_maximum_length_is_decoded()
    {
        var empty = SampleToken.User.With("x", "").Written();
        var fill = (DecodedToken.MaxLength - empty.Length) * 3 / 4 - 8;

        var decoded = DecodedToken.Of(SampleToken.User.With("x", new string('y', fill)).Written(), SignatureEvidence.Unchecked);

        Assert.NotNull(decoded.Token);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public void Number_out_of_range_is_kept_as_text(string number)
    {
        var token = Decoded($$"""{"exp":{{number}}}""");

        Assert.Equal(number, token.First("exp"));
        Assert.Null(token.Time("exp"));
    }

    [Fact]
    public void Missing_signature_is_detected()
    {
        Assert.Equal(SignatureEvidence.Missing, DecodedToken.Of(SampleToken.User.Written(""), SignatureEvidence.Unchecked).Token?.Signature);
        Assert.Equal(SignatureEvidence.Unchecked, DecodedToken.Of(SampleToken.User.Written(), SignatureEvidence.Unchecked).Token?.Signature);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer a.b.c.d.e.f")]
    [InlineData("Bearer \u00e9\u00e9.\u0000.c")]
    public void Header_without_a_readable_token_gives_no_token(string? header)
    {
        Assert.Null(DecodedToken.OfHeader(header, SignatureEvidence.Validated));
    }

    [Fact]
    public void Token_from_a_header_keeps_its_signature_evidence()
    {
        var token = DecodedToken.OfHeader("Bearer " + SampleToken.User.Written(), SignatureEvidence.FromAuthority);

        Assert.Equal(SignatureEvidence.FromAuthority, token?.Signature);
    }

    [Fact]
    public void Mutated_token_never_throws()
    {
        var random = new Random(4711);
        var whole = SampleToken.User.Written().ToCharArray();

        for (var run = 0; run < 20_000; run++)
        {
            var mutated = (char[])whole.Clone();
            for (var change = 0; change <= run % 4; change++)
                mutated[random.Next(mutated.Length)] = (char)random.Next(random.Next(2) == 0 ? 128 : 0xFFFF);

            var decoded = DecodedToken.Of(new string(mutated), SignatureEvidence.Unchecked);
            Assert.True(decoded.Token is null != decoded.Error is null);
        }
    }

    private static TokenContent Decoded(string claims) =>
        DecodedToken.Of($"{SampleToken.Part(Header)}.{SampleToken.Part(claims)}.c2ln", SignatureEvidence.Unchecked).Token!;

    private static string Deep(int depth) =>
        $"{SampleToken.Part(Header)}.{SampleToken.Part($$"""{"a":{{new string('[', depth)}}{{new string(']', depth)}}}""")}.c2ln";
}

using System.Text;
using Portal.Access;

namespace Portal.Tests.Access;

public sealed class DecodedTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k"}""";

    public static TheoryData<string, string, string> Unreadable => new()
    {
        { "nothing", "", "nothing to decode" },
        { "blank", " \r\n\t ", "nothing to decode" },
        { "the scheme alone", "Bearer ", "nothing to decode" },
        { "an opaque token", "GHu7jLiuWq3rT", "no dots" },
        { "a refresh token", "0.AXAAbbbb.AgABAwE-aaaa", "refresh token" },
        { "two parts", "e30.e30", "two parts" },
        { "four parts", "e30.e30.e30.e30", "4 parts" },
        { "five parts", $"{Tokens.Part("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.AA.AA.AA.AA", "encrypted" },
        { "six parts", "e30.e30.e30.e30.e30.e30", "6 parts" },
        { "dots", "..", "nothing between the dots" },
        { "no claims", $"{Tokens.Part(Header)}..c2ln", "nothing between the dots" },
        { "not base64", "%%%.%%%.%%%", "not base64url" },
        { "a character lost", "e3.e30.c2ln", "header" },
        { "claims not base64", $"{Tokens.Part(Header)}.e3*.c2ln", "second part" },
        { "not JSON", $"{Tokens.Part(Header)}.{Tokens.Part("not json")}.c2ln", "not JSON" },
        { "a list", $"{Tokens.Part(Header)}.{Tokens.Part("[1]")}.c2ln", "no JSON object" },
        { "a text", $"{Tokens.Part(Header)}.{Tokens.Part("\"x\"")}.c2ln", "no JSON object" },
        { "no UTF-8", $"{Tokens.Part(Header)}.gICA.c2ln", "not JSON" },
        { "duplicate claim", $"{Tokens.Part(Header)}.{Tokens.Part("""{"aud":"a","aud":"b"}""")}.c2ln", "“aud” twice" },
        { "half a surrogate pair", $$"""{{Tokens.Part(Header)}}.{{Tokens.Part("""{"name":"\ud83d"}""")}}.c2ln""", "Unicode" },
        { "half a pair as a name", $$"""{{Tokens.Part(Header)}}.{{Tokens.Part("""{"\ud83d":1}""")}}.c2ln""", "second part" },
        { "deep in lists", Deep(100_000), "KB" },
        { "nested 2 000 deep", Deep(2_000), "nested too deep" },
        { "emoji", "😀.😀.😀", "not base64url" },
        { "an answer of the token endpoint", """{"access_token":"e30.e30.c2ln"}""", "Paste only the value" },
        { "two tokens", $"{Tokens.User.Written()} {Tokens.User.Written()}", "5 parts|five parts" },
        { "21 KB", new string('a', 21 * 1024), "20 KB" },
        { "a megabyte", new string('a', 1024 * 1024), "20 KB" },
        { "21 KB of emoji", string.Concat(Enumerable.Repeat("😀", 10_752)), "20 KB" },
    };

    public static TheoryData<string> Wrapped =>
    [
        "{0}", "  {0}\r\n", "\"{0}\"", "'{0}'", "`{0}`", "Bearer {0}", "bearer {0}", "Authorization: Bearer {0}",
        "\"Bearer {0}\"", "access_token={0}", "\"{0}\",", "<{0}>", "{0}=",
    ];

    [Fact]
    public void Reads_claims_and_header_and_nothing_of_the_signature()
    {
        var token = Decoded("""{"scp":"a b","roles":["X","Y"],"n":1.50,"t":true,"o":{"a":[1]},"none":[],"null":null}""");

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
    [MemberData(nameof(Unreadable))]
    public void What_cannot_be_read_is_said_in_words_that_do_not_repeat_it(string what, string text, string words)
    {
        var decoded = DecodedToken.OfPasted(text);

        Assert.Null(decoded.Token);
        Assert.True(words.Split('|').Any(w => decoded.Fault!.Contains(w, StringComparison.Ordinal)), $"{what}: {decoded.Fault}");
        Assert.True(text.Length < 8 || !decoded.Fault!.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void What_surrounds_a_copied_token_is_taken_off(string format)
    {
        var decoded = DecodedToken.OfPasted(format.Replace("{0}", Tokens.User.Written(), StringComparison.Ordinal));

        Assert.Equal(Tokens.Api, decoded.Token?.First("aud"));
    }

    [Fact]
    public void Line_breaks_of_a_console_do_no_harm()
    {
        var broken = string.Join("\r\n  ", Tokens.User.Written().Chunk(64).Select(c => new string(c)));

        Assert.Equal(Tokens.Api, DecodedToken.OfPasted(broken).Token?.First("aud"));
    }

    [Fact]
    public void Twenty_kilobytes_are_decoded()
    {
        var empty = Tokens.User.With("x", "").Written();
        var fill = (DecodedToken.Longest - empty.Length) * 3 / 4 - 8;

        var decoded = DecodedToken.OfPasted(Tokens.User.With("x", new string('y', fill)).Written());

        Assert.NotNull(decoded.Token);
    }

    [Theory]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public void Numbers_without_bounds_are_text(string number)
    {
        var token = Decoded($$"""{"exp":{{number}}}""");

        Assert.Equal(number, token.First("exp"));
        Assert.Null(token.Time("exp"));
    }

    [Fact]
    public void A_missing_signature_is_noticed()
    {
        Assert.Equal(SignatureEvidence.Missing, DecodedToken.OfPasted(Tokens.User.Written("")).Token?.Signature);
        Assert.Equal(SignatureEvidence.Unchecked, DecodedToken.OfPasted(Tokens.User.Written()).Token?.Signature);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer a.b.c.d.e.f")]
    [InlineData("Bearer \u00e9\u00e9.\u0000.c")]
    public void A_header_without_a_readable_token_has_none(string? header)
    {
        Assert.Null(DecodedToken.OfHeader(header, SignatureEvidence.Validated));
    }

    [Fact]
    public void A_token_of_a_header_keeps_who_vouches_for_it()
    {
        var token = DecodedToken.OfHeader("Bearer " + Tokens.User.Written(), SignatureEvidence.FromAuthority);

        Assert.Equal(SignatureEvidence.FromAuthority, token?.Signature);
    }

    [Fact]
    public void No_mutation_of_a_token_throws()
    {
        var random = new Random(4711);
        var whole = Tokens.User.Written().ToCharArray();

        for (var run = 0; run < 20_000; run++)
        {
            var mutated = (char[])whole.Clone();
            for (var change = 0; change <= run % 4; change++)
                mutated[random.Next(mutated.Length)] = (char)random.Next(random.Next(2) == 0 ? 128 : 0xFFFF);

            var decoded = DecodedToken.OfPasted(new string(mutated));
            Assert.True(decoded.Token is null != decoded.Fault is null);
        }
    }

    private static TokenContent Decoded(string claims) =>
        DecodedToken.OfPasted($"{Tokens.Part(Header)}.{Tokens.Part(claims)}.c2ln").Token!;

    private static string Deep(int depth) =>
        $"{Tokens.Part(Header)}.{Tokens.Part($$"""{"a":{{new string('[', depth)}}{{new string(']', depth)}}}""")}.c2ln";
}

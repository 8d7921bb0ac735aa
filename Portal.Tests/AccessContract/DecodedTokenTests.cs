using System.Text;
using AccessContract;

namespace Portal.Tests.AccessContract;

public sealed class DecodedTokenTests
{
    private const string Header = """{"alg":"RS256","kid":"k"}""";

    /// <summary>
    /// The pasted text, and a part of the explanation: rows with the same part have the same explanation.
    /// </summary>
    private static readonly (string Name, string Text, string Words)[] Unreadable =
    [
        ("nothing", "", "nothing to decode"),
        ("blank", " \r\n\t ", "nothing to decode"),
        ("the scheme alone", "Bearer ", "nothing to decode"),
        ("an opaque token", "GHu7jLiuWq3rT", "no dots"),
        ("a refresh token", "0.AXAAbbbb.AgABAwE-aaaa", "refresh token"),
        ("two parts", "e30.e30", "two parts"),
        ("four parts", "e30.e30.e30.e30", "more than one token"),
        ("five parts", $"{SampleToken.Part("""{"alg":"RSA-OAEP","enc":"A256GCM"}""")}.AA.AA.AA.AA", "encrypted"),
        ("six parts", "e30.e30.e30.e30.e30.e30", "more than one token"),
        ("dots", "..", "nothing between the dots"),
        ("no claims", $"{SampleToken.Part(Header)}..c2ln", "nothing between the dots"),
        ("not base64", "%%%.%%%.%%%", "not base64url"),
        ("a character lost", "e3.e30.c2ln", "not base64url"),
        ("claims not base64", $"{SampleToken.Part(Header)}.e3*.c2ln", "not base64url"),
        ("not JSON", $"{SampleToken.Part(Header)}.{SampleToken.Part("not json")}.c2ln", "not JSON"),
        ("a list", $"{SampleToken.Part(Header)}.{SampleToken.Part("[1]")}.c2ln", "not a JSON object"),
        ("a text", $"{SampleToken.Part(Header)}.{SampleToken.Part("\"x\"")}.c2ln", "not a JSON object"),
        ("no UTF-8", $"{SampleToken.Part(Header)}.gICA.c2ln", "not JSON"),
        ("duplicate claim",
            $"{SampleToken.Part(Header)}.{SampleToken.Part("""{"aud":"a","aud":"b"}""")}.c2ln", "“aud” twice"),
        ("half a surrogate pair",
            $$"""{{SampleToken.Part(Header)}}.{{SampleToken.Part("""{"name":"\ud83d"}""")}}.c2ln""", "Unicode"),
        ("half a pair as a name",
            $$"""{{SampleToken.Part(Header)}}.{{SampleToken.Part("""{"\ud83d":1}""")}}.c2ln""", "not JSON"),
        ("deep in lists", Deep(100_000), "20 KB"),
        ("nested 2 000 deep", Deep(2_000), "not JSON"),
        ("emoji", "😀.😀.😀", "not base64url"),
        ("a response of the token endpoint", """{"access_token":"e30.e30.c2ln"}""", "Paste only the value"),
        ("two tokens", $"{SampleToken.User.Written()} {SampleToken.User.Written()}", "encrypted"),
        ("21 KB", new string('a', 21 * 1024), "20 KB"),
        ("a megabyte", new string('a', 1024 * 1024), "20 KB"),
        ("21 KB of emoji", string.Concat(Enumerable.Repeat("😀", 10_752)), "20 KB"),
    ];

    public static TheoryData<string> UnreadableNames => [.. Unreadable.Select(u => u.Name)];

    public static TheoryData<string> Explanations => [.. Unreadable.Select(u => u.Words).Distinct()];

    public static TheoryData<string> Wrapped =>
    [
        "{0}", "  {0}\r\n", "\"{0}\"", "'{0}'", "`{0}`", "Bearer {0}", "bearer {0}", "Authorization: Bearer {0}",
        "\"Bearer {0}\"", "access_token={0}", "\"{0}\",", "<{0}>", "{0}=",
    ];

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
    [MemberData(nameof(UnreadableNames))]
    public void Unreadable_token_gives_an_error_that_does_not_repeat_it(string name)
    {
        var text = Unreadable.Single(u => u.Name == name).Text;

        var decoded = DecodedToken.OfPasted(text);

        Assert.Null(decoded.Token);
        Assert.NotEmpty(decoded.Error!);
        Assert.True(text.Length < 8 || !decoded.Error!.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Explanations))]
    public void Unreadable_token_is_explained(string words)
    {
        foreach (var (name, text, _) in Unreadable.Where(u => u.Words == words))
        {
            var error = DecodedToken.OfPasted(text).Error!;

            Assert.True(error.Contains(words, StringComparison.Ordinal), $"{name}: {error}");
        }
    }

    [Theory]
    [InlineData("e3*")]
    [InlineData("bm90IGpzb24")]
    [InlineData("WzFd")]
    public void Error_names_the_damaged_part(string part)
    {
        var header = DecodedToken.OfPasted($"{part}.e30.c2ln").Error;
        var claims = DecodedToken.OfPasted($"e30.{part}.c2ln").Error;

        Assert.NotEqual(header, claims);
    }

    [Theory]
    [MemberData(nameof(Wrapped))]
    public void Text_around_a_copied_token_is_removed(string format)
    {
        var decoded = DecodedToken.OfPasted(
            format.Replace("{0}", SampleToken.User.Written(), StringComparison.Ordinal));

        Assert.Equal(SampleToken.Api, decoded.Token?.First("aud"));
    }

    [Fact]
    public void Line_breaks_in_a_copied_token_are_ignored()
    {
        var broken = string.Join("\r\n  ", SampleToken.User.Written().Chunk(64).Select(c => new string(c)));

        Assert.Equal(SampleToken.Api, DecodedToken.OfPasted(broken).Token?.First("aud"));
    }

    [Fact]
    public void Token_of_the_maximum_length_is_decoded()
    {
        var empty = SampleToken.User.With("x", "").Written();
        var fill = (DecodedToken.MaxLength - empty.Length) * 3 / 4 - 8;

        var decoded = DecodedToken.OfPasted(SampleToken.User.With("x", new string('y', fill)).Written());

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
        Assert.Equal(SignatureEvidence.Missing, DecodedToken.OfPasted(SampleToken.User.Written("")).Token?.Signature);
        Assert.Equal(SignatureEvidence.Unchecked, DecodedToken.OfPasted(SampleToken.User.Written()).Token?.Signature);
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

            var decoded = DecodedToken.OfPasted(new string(mutated));
            Assert.True(decoded.Token is null != decoded.Error is null);
        }
    }

    private static TokenContent Decoded(string claims) =>
        DecodedToken.OfPasted($"{SampleToken.Part(Header)}.{SampleToken.Part(claims)}.c2ln").Token!;

    private static string Deep(int depth) =>
        $"{SampleToken.Part(Header)}.{SampleToken.Part($$"""{"a":{{new string('[', depth)}}{{new string(']', depth)}}}""")}.c2ln";
}

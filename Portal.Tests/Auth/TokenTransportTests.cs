using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using AccessContract;
using Portal.Tests.AppB;
using Portal.Tests.OtherApis;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Where and how a token is sent: AppB and the portal's backend read the Authorization header only.</summary>
[Collection(AppBGroup.Name)]
public sealed class TokenTransportTests(AppBFixture appB, ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int TenMegabytes = 10 << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private (HttpClient Http, Uri Address, string Path, TokenTarget Target)[] Apis =>
    [
        (appB.Anonymous, appB.Anonymous.BaseAddress!, "/orders?$top=1", appB.Target),
        (api.Client, api.Client.BaseAddress!, "/api/admin/audit", api.Target),
    ];

    [Fact]
    public async Task TOK_46_Keys_are_never_fetched_from_an_address_in_the_token()
    {
        await using var keys = await StubHost.StartAsync(_ => { }, Cancellation);

        foreach (var target in Apis)
        {
            var token = target.Target.Valid.WithHeader("kid", "theirs")
                .WithHeader("jku", keys.Address).WithHeader("x5u", keys.Address);

            Assert.Equal(401, await GetAsync(target.Address, target.Path, $"Bearer {token.Sign()}"));
            Assert.Equal(401, await GetAsync(target.Address, target.Path, $"Bearer {token.Sign(_ => new byte[256])}"));
        }

        Assert.Empty(keys.Calls);
    }

    [Fact]
    public async Task TOK_52_Compressed_content_of_an_encrypted_token_is_not_decompressed()
    {
        var token = EncryptedBomb();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var decoded = DecodedToken.Of(token, SignatureEvidence.Unchecked);

        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < TenMegabytes);
        Assert.Null(decoded.Token);
        foreach (var target in Apis)
            Assert.Equal(401, await GetAsync(target.Address, target.Path, $"Bearer {EncryptedBomb(8 << 20)}"));
    }

    [Fact]
    public async Task TOK_53_Token_of_20_KB_is_accepted()
    {
        foreach (var target in Apis)
        {
            var token = target.Target.Valid.With("filler", new string('x', 14_300)).Sign();

            Assert.InRange(token.Length, 20_000, DecodedToken.MaxLength);
            Assert.Equal(200, await GetAsync(target.Address, target.Path, $"Bearer {token}"));
        }
    }

    [Fact]
    public async Task TOK_54_Token_of_40_KB_gets_431_and_the_server_continues()
    {
        foreach (var target in Apis)
        {
            var token = target.Target.Valid.With("filler", new string('x', 30_000)).Sign();

            Assert.Equal(431, await GetAsync(target.Address, target.Path, $"Bearer {token}"));
            Assert.Equal(200, await GetAsync(target.Address, target.Path, $"Bearer {target.Target.Valid.Sign()}"));
        }
    }

    [Fact]
    public void TOK_55_Payload_nested_100_000_deep_is_not_decoded()
    {
        var json = string.Concat(Enumerable.Repeat("""{"a":""", 100_000)) + "1" + new string('}', 100_000);
        var payload = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

        Assert.Null(DecodedToken.Of($"eyJhbGciOiJub25lIn0.{payload}.AA", SignatureEvidence.Unchecked).Token);
    }

    [Fact]
    public async Task TOK_56_Token_with_characters_outside_ASCII_is_refused()
    {
        foreach (var target in Apis)
        {
            var status = await GetAsync(target.Address, target.Path, $"Bearer {target.Target.Valid.Sign()}\u00E4");

            Assert.True(status is 400 or 401, $"{status}");
        }
    }

    [Fact]
    public async Task TOK_57_Two_tokens_are_refused_in_either_order()
    {
        foreach (var target in Apis)
        {
            var (good, bad) = ($"Bearer {target.Target.Valid.Sign()}", "Bearer e30.e30.e30");

            Assert.Equal(401, await GetAsync(target.Address, target.Path, good, bad));
            Assert.Equal(401, await GetAsync(target.Address, target.Path, bad, good));
            Assert.Equal(401, await GetAsync(target.Address, target.Path, good, good));
            Assert.Equal(401, await GetAsync(target.Address, target.Path, $"{good}, {bad}"));
            Assert.Equal(401, await GetAsync(target.Address, target.Path, $"{bad}, {good}"));
        }
    }

    [Fact]
    public async Task TOK_59_Token_in_a_form_or_a_cookie_is_ignored()
    {
        foreach (var target in Apis)
        {
            var token = target.Target.Valid.Sign();
            using var cookie = new HttpRequestMessage(HttpMethod.Get, target.Path);
            cookie.Headers.Add("Cookie", $"access_token={token}; Authorization={token}");
            using var form = new HttpRequestMessage(HttpMethod.Get, target.Path)
            {
                Content = new FormUrlEncodedContent([new("access_token", token)]),
            };

            using var fromCookie = await target.Http.SendAsync(cookie, Cancellation);
            using var fromForm = await target.Http.SendAsync(form, Cancellation);

            Assert.Equal((401, 401), ((int)fromCookie.StatusCode, (int)fromForm.StatusCode));
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("DPoP")]
    [InlineData("Negotiate")]
    [InlineData("Bearer\u000B")]
    public async Task TOK_60_Other_schemes_are_refused(string scheme)
    {
        foreach (var target in Apis)
        {
            var status = await GetAsync(target.Address, target.Path, $"{scheme} {target.Target.Valid.Sign()}");

            Assert.True(status is 400 or 401, $"{status}");
        }
    }

    [Fact]
    public async Task TOK_61_Another_object_id_is_another_user_whatever_the_names_say()
    {
        var user = api.Target.Valid.With("oid", $"{Guid.NewGuid()}");
        var impostor = user.With("oid", $"{Guid.NewGuid()}");

        using var call = await api.SendAsync(HttpMethod.Get, "/api/setup", user.Without("roles").Sign());
        using var own = await api.SendAsync(HttpMethod.Get, "/api/trace", user.Sign());
        using var other = await api.SendAsync(HttpMethod.Get, "/api/trace", impostor.Sign());

        Assert.Contains("/api/setup", await own.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain("/api/setup", await other.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    private static Task<int> GetAsync(Uri address, string path, params string[] authorizations) =>
        RawHttp.GetAsync(address, path, [.. authorizations.Select(a => $"Authorization: {a}")]);

    // An encrypted token, its content a deflated text of zeros.
    private static string EncryptedBomb(int size = 100 << 20)
    {
        using var content = new MemoryStream();
        using (var deflate = new DeflateStream(content, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var block = new byte[1 << 20];
            for (var written = 0; written < size; written += block.Length)
                deflate.Write(block);
        }

        var header = Base64Url.EncodeToString("""{"alg":"dir","enc":"A128CBC-HS256","zip":"DEF","kid":"test-key-1"}"""u8);
        return $"{header}..{Base64Url.EncodeToString(new byte[16])}."
            + $"{Base64Url.EncodeToString(content.ToArray())}.{Base64Url.EncodeToString(new byte[16])}";
    }
}

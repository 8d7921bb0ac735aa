using Microsoft.AspNetCore.Builder;
using Portal.Tests.AppB;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>What AppB and the portal log about tokens that they refuse, and an authority that contradicts itself.</summary>
public sealed class TokenLogTests : IAsyncLifetime
{
    private const string Elsewhere = $"https://elsewhere.example/{TestAuthority.TenantId}/v2.0";

    private readonly TemporaryFolder _folder = new();
    private readonly LogWatch _log = new();
    private TestAuthority _authority = null!;
    private WebApplication _portal = null!;
    private WebApplication _appB = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private (Uri Address, string Path, TokenTarget Target)[] Apis =>
    [
        (AppBFixture.AddressOf(_appB), "/orders?$top=1",
            new(_authority, AppBFixture.Audience, _authority.User(AppBFixture.Audience, "access_as_user", "Orders.Read"))),
        (AppBFixture.AddressOf(_portal), "/api/admin/audit",
            new(_authority, ApiFixture.ClientId, _authority.User(ApiFixture.ClientId, "user_impersonation", "Portal.Admin"))),
    ];

    public async ValueTask InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        _portal = Program.Build(ApiFixture.Settings(_authority, _folder), _log.Attach);
        _appB = global::AppB.Sample.Program.Build(
        [
            "--environment=Development", "--AppB:Urls=http://127.0.0.1:0", _folder.Argument, "--orders=10",
            $"--AppB:AzureAd:Instance={_authority.Instance}", $"--AppB:AzureAd:TenantId={TestAuthority.TenantId}",
            $"--AppB:AzureAd:ClientId={AppBFixture.Audience}",
        ], _log.Attach);
        await Task.WhenAll(_portal.StartAsync(Cancellation), _appB.StartAsync(Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _appB.DisposeAsync();
        await _authority.DisposeAsync();
        _log.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TOK_18_TOK_45_Refused_tokens_leave_neither_errors_nor_broken_lines_in_the_log()
    {
        foreach (var (address, path, target) in Apis)
        {
            foreach (var (name, make, _, _) in TamperedTokenCases.All)
            {
                var token = make(target);
                Assert.True(await GetAsync(address, path, token) == 401, name);
                Assert.All(_log.Lines, line => Assert.DoesNotContain(token, line, StringComparison.Ordinal));
            }
        }

        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("a\r\nb: c", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Contains("DROP TABLE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TOK_58_Token_in_the_query_is_not_logged()
    {
        foreach (var (address, path, target) in Apis)
        {
            var token = target.Valid.Sign();
            var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';

            Assert.Equal(401, await RawHttp.GetAsync(address, $"{path}{separator}access_token={token}"));

            Assert.DoesNotContain(_log.Lines, line => line.Contains(token[^40..], StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task TOK_67_Tokens_of_the_issuer_that_wrong_metadata_names_are_refused()
    {
        _authority.MetadataIssuer = Elsewhere;

        foreach (var (address, path, target) in Apis)
            Assert.Equal(401, await GetAsync(address, path, target.Valid.With("iss", Elsewhere).Sign()));
    }

    private static async Task<int> GetAsync(Uri address, string path, string token)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        using var response = await http.SendAsync(request, Cancellation);
        return (int)response.StatusCode;
    }
}

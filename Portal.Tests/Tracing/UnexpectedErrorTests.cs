using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Contracts.Problems;
using Portal.Contracts.Trace;
using Portal.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Tracing;

/// <summary>A portal whose data endpoints throw.</summary>
public sealed class UnexpectedErrorTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestAuthority _authority = null!;
    private WebApplication _portal = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _authority = await TestAuthority.StartAsync(_folder.Path, Cancellation);
        _portal = Program.Build(ApiFixture.Settings(_authority, _folder), builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddScoped<ViewFinder>(_ => throw new InvalidOperationException("A fault of the portal."));
        });
        await _portal.StartAsync(Cancellation);
        _http = new HttpClient { BaseAddress = new Uri(_portal.Urls.First()) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", _authority.User(ApiFixture.ClientId, "user_impersonation").Sign());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _portal.DisposeAsync();
        await _authority.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task LEK_11_Unexpected_error_is_a_500_and_its_trace_id_leads_to_the_trace()
    {
        using var response = await _http.GetAsync("/api/data/AppB/orders", Cancellation);
        var problem = await response.Content.ReadFromJsonAsync<ApiProblem>(Cancellation);

        var trace = await _http.GetFromJsonAsync<RequestTrace>($"/api/trace/{problem!.TraceId}", Cancellation);

        Assert.Equal((500, 500), (problem.Status, trace!.Summary.Status));
    }
}

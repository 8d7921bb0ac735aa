using System.IO.Pipelines;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using Portal.Client;
using Portal.Contracts.ViewAddresses;
using Portal.Exports;
using Portal.Exports.Formats;
using Portal.Tracing;

namespace Portal.Tests.Exports;

/// <summary>Runs an export with the real client, without a host.</summary>
internal static class ExportRun
{
    public static async Task WriteAsync(
        Export export, PagedApi api, ExportFormat format, PipeWriter body, CancellationToken cancellationToken)
    {
        var token = new PortalToken(
            new UserIdAsToken(), new Alice(), Options.Create(new PortalApiOptions { Scope = "portal" }));
        var client = new PortalApiClient(
            new HttpClient(api) { BaseAddress = new Uri("http://portal.example/") }, token, new RequestTraces());
        var pages = new ExportPages(client, "AppB", PagedApi.View, new ViewState());
        export.Begin();
        var first = await pages.FirstAsync(cancellationToken);
        await new ExportWriter(export, format, PagedApi.View, PagedApi.View.Columns, pages).WriteAsync(first, body);
    }

    private sealed class Alice : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(ExportFixture.User("alice")));
    }
}

using Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Portal.Graph;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>Tests intercept the portal's changes to the directory, and cancel the request that makes them.</summary>
public sealed class DirectoryWritesFixture : ApplicationFixture, IStartupFilter
{
    private int _writes;
    private CancellationTokenSource? _request;

    /// <summary>
    /// Receives each request to Graph and how many changes were sent up to it. A result replaces Graph's response.
    /// </summary>
    internal Func<HttpRequestMessage, int, HttpResponseMessage?> Respond { get; set; } = (_, _) => null;

    internal void Reset() => (_writes, _request, Respond) = (0, null, (_, _) => null);

    /// <summary>Cancels the portal's request as if the page had been closed.</summary>
    internal void CancelRequest() => _request!.Cancel();

    public static bool IsWrite(HttpRequestMessage request) => request.Method != HttpMethod.Get
        && request.RequestUri!.AbsolutePath is var path
        && (path.Contains("appRoleAssignedTo", StringComparison.Ordinal)
            || path.Contains("oauth2PermissionGrants", StringComparison.Ordinal));

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (context.Request.Path.Value!.EndsWith("/changes", StringComparison.Ordinal))
            {
                _request = new CancellationTokenSource();
                context.RequestAborted = _request.Token;
            }

            await following(context);
        });
        next(app);
    };

    protected override DemoOptions Configure(DemoOptions options) => options with { ConfigurePortal = Attach };

    private void Attach(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IStartupFilter>(this);
        foreach (var purpose in GraphPurpose.All)
            builder.Services.AddHttpClient(purpose.Name).AddHttpMessageHandler(() => new Interception(this));
    }

    private sealed class Interception(DirectoryWritesFixture fixture) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsWrite(request))
                fixture._writes++;

            return fixture.Respond(request, fixture._writes) ?? await base.SendAsync(request, cancellationToken);
        }
    }
}

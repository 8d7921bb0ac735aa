using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Client;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;
using Portal.Exports.Formats;

namespace Portal.Exports;

/// <summary>A view's whole result as a file for the browser to save, authorized by the session like a page.</summary>
internal static class ExportEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void AddPortalExports(this IServiceCollection services) => services.AddSingleton<RunningExports>();

    public static void MapExports(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ExportRoutes.Pattern, Export)
            .RequireAuthorization()
            .AddEndpointFilter(RefuseOtherSites)
            .ExcludeFromDescription();

    private static async Task<IResult> Export(
        string api,
        string view,
        string? format,
        string? id,
        HttpContext context,
        RunningExports running,
        PortalApiClient client,
        AuthenticationStateProvider session,
        TimeProvider time,
        ILogger<RunningExports> logger)
    {
        if (!TryReadId(id, out var guid))
            return Refusal(ExportProblems.InvalidId());
        if (!running.TryBegin(context.User, guid, out var export, out var refused))
            return Refusal(refused);

        context.RequestAborted.Register(export.Cancel);
        try
        {
            SetUser(session, context);
            var kind = ExportFormat.Find(format) ?? throw new PortalApiException(ExportProblems.NoSuchFormat(format));
            if (!ViewState.TryRead(context.Request.QueryString.Value, out var state, out var problem))
                throw new PortalApiException(problem!);

            var (name, found) = await FindAsync(client, api, view, export.Cancellation);
            var pages = new ExportPages(client, name, found, state);
            var first = await pages.FirstAsync(export.Cancellation);
            export.Expect(first.Count, found.Protocol.CountBound);
            if (export.Total > kind.MaxRows)
                throw new PortalApiException(ExportProblems.TooLarge(kind));

            return new ExportResponse(export, new ExportWriter(export, kind, found, state.Shown(found.Columns), pages), first, time, logger);
        }
        catch (PortalApiException exception)
        {
            export.Fail(exception.Problem);
            return Refusal(exception.Problem);
        }
        catch (OperationCanceledException) when (export.Cancellation.IsCancellationRequested)
        {
            return Refusal(export.Problem ?? ExportProblems.AlreadyEnded());
        }
        catch (Exception)
        {
            export.Fail(ExportProblems.Unexpected());
            throw;
        }
    }

    private static async Task<(string Api, DataView View)> FindAsync(
        PortalApiClient client, string api, string view, CancellationToken cancellationToken)
    {
        var catalog = await client.GetViewsAsync(cancellationToken);
        var found = catalog.Apis.FirstOrDefault(a => a.Api.Equals(api, StringComparison.OrdinalIgnoreCase));
        if (found?.Views.FirstOrDefault(v => v.Name.Equals(view, StringComparison.OrdinalIgnoreCase)) is { } known)
            return (found.Api, known);

        throw new PortalApiException(found?.Problem ?? ExportProblems.NoSuchView(api, view));
    }

    // The client reads its user from the circuit's provider; outside a circuit it must be set here.
    private static void SetUser(AuthenticationStateProvider session, HttpContext context)
    {
        if (session is IHostEnvironmentAuthenticationStateProvider host)
            host.SetAuthenticationState(Task.FromResult(new AuthenticationState(context.User)));
    }

    private static bool TryReadId(string? text, out Guid id)
    {
        id = Guid.NewGuid();
        return string.IsNullOrEmpty(text) || Guid.TryParse(text, out id);
    }

    // Only from the portal's own pages or a typed address: a link on another site must not start an export.
    private static ValueTask<object?> RefuseOtherSites(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            ? next(context)
            : ValueTask.FromResult<object?>(Refusal(ExportProblems.OtherSite()));

    private static IResult Refusal(ApiProblem problem) => Results.Json(
        problem with { TraceId = problem.TraceId ?? Activity.Current?.TraceId.ToString() },
        Json,
        "application/problem+json",
        problem.Status >= StatusCodes.Status400BadRequest ? problem.Status : StatusCodes.Status502BadGateway);
}

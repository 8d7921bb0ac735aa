using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.ViewAddresses;
using Portal.Data;
using Portal.Downstream.Dialect;
using Portal.Exports.Formats;
using Portal.Problems;

namespace Portal.Exports;

/// <summary>A view's whole result as a file for the browser to save, authorized by the session like a page.</summary>
internal static class ExportEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static void AddPortalExports(this IServiceCollection services) =>
        services.AddSingleton<RunningExports>().AddScoped<ExportPages>().AddHostedService<SharedExports>();

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
        ViewFinder views,
        ExportPages pages,
        ChangedViews changed,
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
            var kind = ExportFormat.Find(format) ?? throw new ProblemException(ExportProblems.NoSuchFormat(format));
            if (!ViewState.TryRead(context.Request.QueryString.Value, out var state, out var problem))
                throw new ProblemException(problem!);

            var (name, known) = await views.FindAsync(api, view, export.Cancellation);
            var (found, first) = await changed.GetAsync(
                name,
                known,
                v => pages.GetAsync(name, v, ExportPages.First(v, state), context.User, export.Cancellation),
                export.Cancellation);
            export.Expect(first.Count, found.Protocol.CountBound);
            if (export.Total > kind.MaxRows)
            {
                first.Dispose();
                throw new ProblemException(ExportProblems.TooLarge(kind));
            }

            var writer = new ExportWriter(
                export, kind, found.View.Title, state.Shown(found.View.Columns), new CompletenessCheck(name, found), GetPageAsync);
            return new ExportResponse(export, writer, first, time, logger);

            Task<RowsPage> GetPageAsync(DataQuery query, CancellationToken cancellationToken) =>
                changed.GetUnchangedAsync(
                    name, found, () => pages.GetAsync(name, found, query, context.User, cancellationToken), cancellationToken);
        }
        catch (ProblemException exception)
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

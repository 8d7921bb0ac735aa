using System.Diagnostics;
using AccessContract;
using Portal.Access;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Data;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;
using Portal.Problems;

namespace Portal.AppOnly;

/// <summary>Makes one call twice, first on behalf of the user and then as the application, and returns both outcomes.</summary>
internal sealed class CallerComparer(
    OnBehalfOf onBehalfOf,
    AppOnlyCall application,
    ValidationStore validations,
    AccessReader reader,
    TokenViews tokens,
    TimeProvider time)
{
    private const int MaxRows = 50;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task<CallerComparison> CompareAsync(
        string api, ContractView view, bool fresh, HttpContext context, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        var cancellation = timeout.Token;
        var query = Query(view);
        var address = QueryWriter.Write(view, query);
        try
        {
            var user = await CallAsync(
                api,
                api,
                view,
                query,
                () => onBehalfOf.GetAsync(api, address, view.Headers, context.User, fresh, cancellation),
                context,
                cancellation);
            var asApplication = await CallAsync(
                api,
                TokenHops.OfApplication(api),
                view,
                query,
                () => application.GetAsync(api, address, view.Headers, fresh, cancellation),
                context,
                cancellation);
            return new CallerComparison(
                api,
                view.View.Name,
                view.View.Title,
                $"GET {view.Path}",
                (await validations.GetAsync(api, cancellation)).Count > 0,
                user,
                asApplication,
                Activity.Current?.TraceId.ToHexString());
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProblemException(CallProblems.TooSlow(api), exception);
        }
    }

    private async Task<CallOutcome> CallAsync(
        string api,
        string hop,
        ContractView view,
        DataQuery query,
        Func<Task<DownstreamResponse>> call,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        TokenContent? token = null;
        (int? status, string? span, RowCount? rows, ApiProblem? problem) = (null, null, null, null);
        try
        {
            using var response = await call();
            (token, status, span) = (response.Sent, (int)response.Response.StatusCode, SpanOf(response.Response));
            using var page = await RowsPage.ReadAsync(response, view, query, cancellationToken);
            rows = new RowCount(page.RowCount, page.Count, page.Count >= view.Protocol.CountBound);
        }
        catch (ProblemException exception)
        {
            token ??= exception.Sent;
            problem = exception.Problem.Traced(context);
        }

        return new CallOutcome(
            token is null && problem is not null ? TokenViews.Absent(hop, problem) : tokens.Create(hop, token ?? TokenContent.Unreadable),
            await reader.CheckCallAsync(api, view.View.Required, token, problem, cancellationToken),
            status,
            time.GetElapsedTime(started).TotalMilliseconds,
            rows,
            span,
            problem);
    }

    // Only the number of rows is shown, so one page is enough.
    private static DataQuery Query(ContractView view) => new(Top: Math.Min(MaxRows, view.Protocol.MaxSize ?? MaxRows));

    // Each call has its own span ID (W3C trace context: version, trace, parent, flags).
    private static string? SpanOf(HttpResponseMessage response) =>
        response.RequestMessage?.Headers.TryGetValues("traceparent", out var values) is true
        && ActivityContext.TryParse(values.FirstOrDefault(), null, out var context)
            ? context.SpanId.ToHexString()
            : null;
}

using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Access;
using Portal.Contracts.AppOnly;
using Portal.Contracts.Data;
using Portal.Contracts.Diagnostics;
using Portal.Contracts.Problems;
using Portal.Contracts.Tokens;
using Portal.Contracts.Trace;
using Portal.Contracts.ViewAddresses;
using Portal.Tracing;

namespace Portal.Client;

/// <summary>The only way from components to <c>/api</c>. Every failure is a <see cref="PortalApiException"/>.</summary>
public sealed partial class PortalApiClient(HttpClient http, PortalToken token, RequestTraces traces, PageActions actions)
{
    public Task<ViewCatalog> GetViewsAsync(CancellationToken cancellationToken) =>
        GetForPortalAsync<ViewCatalog>("api/views", cancellationToken);

    /// <summary>What each API allows, for the navigation and the menus, instead of a page that shows it.</summary>
    public Task<AccessReport> GetAccessSummaryAsync(CancellationToken cancellationToken) =>
        GetForPortalAsync<AccessReport>("api/access/summary", cancellationToken);

    /// <summary>The same with newly issued tokens, for the regular comparison: it is not traced.</summary>
    public Task<AccessReport> GetAccessNowAsync(CancellationToken cancellationToken) =>
        GetAsync<AccessReport>("api/access/now", cancellationToken);

    /// <summary>Each API's checks of the user's tokens, and the tokens, decoded.</summary>
    /// <param name="fresh">Uses newly issued tokens instead of cached ones.</param>
    public Task<TokenReport> GetAccessAsync(bool fresh, CancellationToken cancellationToken) =>
        GetAsync<TokenReport>("api/access", fresh, cancellationToken);

    /// <summary>The same, for the page that shows the tokens.</summary>
    /// <param name="fresh">Uses newly issued tokens instead of cached ones.</param>
    public Task<TokenReport> GetTokensAsync(bool fresh, CancellationToken cancellationToken) =>
        GetAsync<TokenReport>("api/tokens", fresh, cancellationToken);

    /// <summary>
    /// Reads the directory, which needs a separate permission: without consent, the problem requests it.
    /// </summary>
    public Task<ConsentSourceReport> GetConsentSourcesAsync(string api, CancellationToken cancellationToken) =>
        GetAsync<ConsentSourceReport>($"api/consents/{Uri.EscapeDataString(api)}/sources", cancellationToken);

    /// <summary>One page of a view. The query of the next page is in it.</summary>
    public Task<PageOfRows> GetDataAsync(
        string api, string view, DataQuery query, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Get, DataAddress.Write(Address(api, view), query)),
            ReadPageAsync,
            cancellationToken);

    /// <summary>One value for each group of rows that match the filters.</summary>
    public Task<PageOfRows> GetGroupsAsync(
        string api, string view, DataGroups groups, IReadOnlyList<DataFilter> filters, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Get, GroupsAddress.Write(
                $"api/groups/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}", groups, filters)),
            ReadPageAsync,
            cancellationToken);

    /// <summary>One row on its own, by the value of its view's <see cref="RowView.Key"/>.</summary>
    public Task<DataRow> GetRowAsync(string api, string view, string key, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, Address(api, view, key)), ReadRowAsync, cancellationToken);

    /// <summary>Changes some values of a row, and returns the changed row.</summary>
    /// <param name="etag">
    /// The version that the change is based on; if the row has changed since, the call fails with <c>stale</c>.
    /// </param>
    public Task<DataRow> ChangeRowAsync(
        string api, string view, string key, JsonObject change, string? etag, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, Address(api, view, key)) { Content = JsonContent.Create(change) };
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);

        return SendAsync(request, ReadRowAsync, cancellationToken);
    }

    /// <summary>Requests one row in order to trace the request; a refusal is traced as well.</summary>
    /// <param name="fresh">Exchanges a new token for the API instead of using a cached one.</param>
    /// <returns>The id of the trace.</returns>
    public async Task<string> RunAsync(string api, string view, bool fresh, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, DataAddress.Write(Address(api, view), new DataQuery(Top: 1)));
        request.Headers.CacheControl = CacheControl(fresh);
        try
        {
            return await SendAsync(
                request, (_, _) => Task.FromResult(Activity.Current?.TraceId.ToHexString() ?? ""), cancellationToken);
        }
        catch (PortalApiException exception) when (exception.Problem.TraceId is { } refused)
        {
            return refused;
        }
    }

    /// <summary>Makes the same call on behalf of the user and as the application, for comparison.</summary>
    /// <param name="fresh">Requests new tokens instead of using cached ones.</param>
    public Task<CallerComparison> CompareCallsAsync(
        string api, string view, bool fresh, CancellationToken cancellationToken) =>
        GetAsync<CallerComparison>(Application(api, $"/{Uri.EscapeDataString(view)}"), fresh, cancellationToken);

    /// <summary>The portal's app-only token for an API, decoded.</summary>
    public Task<AppOnlyToken> GetApplicationTokenAsync(string api, CancellationToken cancellationToken) =>
        GetAsync<AppOnlyToken>(Application(api), cancellationToken);

    /// <summary>Sends the authority an on-behalf-of request without a user, and returns its response.</summary>
    public Task<AssertionTrialResult> TryAssertionAsync(string api, CancellationToken cancellationToken) =>
        SendAsync<AssertionTrialResult>(
            new HttpRequestMessage(HttpMethod.Post, Application(api, "/assertion")), cancellationToken);

    /// <summary>
    /// The user's own latest requests, newest first; for an administrator also the runs of applications.
    /// </summary>
    public Task<TraceList> GetTracesAsync(CancellationToken cancellationToken) =>
        GetAsync<TraceList>("api/trace", cancellationToken);

    /// <summary>One trace, hop by hop.</summary>
    public Task<RequestTrace> GetTraceAsync(string id, CancellationToken cancellationToken) =>
        GetAsync<RequestTrace>($"api/trace/{Uri.EscapeDataString(id)}", cancellationToken);

    /// <summary>The results of the setup checks; for administrators.</summary>
    /// <param name="seen">The portal's address in the browser.</param>
    /// <param name="served">The address at which the portal received the page request; null if unknown.</param>
    public Task<DiagnosticsReport> GetSetupAsync(string seen, string? served, CancellationToken cancellationToken) =>
        GetAsync<DiagnosticsReport>(
            "api/setup" + Query((DiagnosticsAddresses.Seen, seen), (DiagnosticsAddresses.Served, served)),
            cancellationToken);

    /// <summary>Explains claims that are already decoded, such as those of the session's ID token.</summary>
    public Task<TokenView> ExplainAsync(ExplainRequest request, CancellationToken cancellationToken) =>
        PostAsync<TokenView>("api/tokens/explain", request, cancellationToken);

    /// <summary>Decodes a pasted token; a token that cannot be decoded is a problem.</summary>
    public Task<TokenInspection> DecodeAsync(DecodeRequest request, CancellationToken cancellationToken) =>
        PostAsync<TokenInspection>("api/tokens/decode", request, cancellationToken);

    public Task<TokenDifferences> CompareAsync(CompareRequest request, CancellationToken cancellationToken) =>
        PostAsync<TokenDifferences>("api/tokens/compare", request, cancellationToken);

    private Task<T> GetAsync<T>(string address, CancellationToken cancellationToken) =>
        GetAsync<T>(address, fresh: false, cancellationToken);

    private Task<T> GetAsync<T>(string address, bool fresh, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.CacheControl = CacheControl(fresh);
        return SendAsync<T>(request, cancellationToken);
    }

    // Not for the content of a page: the trace page hides these requests unless they fail.
    private Task<T> GetForPortalAsync<T>(string address, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, address), ReadAsync<T>, cancellationToken, byPortal: true);

    private static CacheControlHeaderValue CacheControl(bool fresh) => new() { NoCache = fresh };

    private Task<T> PostAsync<T>(string address, object body, CancellationToken cancellationToken) => SendAsync<T>(
        new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body, body.GetType()) },
        cancellationToken);

    private Task<T> SendAsync<T>(HttpRequestMessage message, CancellationToken cancellationToken) =>
        SendAsync(message, ReadAsync<T>, cancellationToken);

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<T>(cancellationToken)
            ?? throw new PortalApiException(ClientProblems.Unreadable((int)response.StatusCode));

    private async Task<T> SendAsync<T>(
        HttpRequestMessage message,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken cancellationToken,
        bool byPortal = false)
    {
        using var request = message;
        var path = $"/{request.RequestUri!.OriginalString.Split('?')[0]}";
        using var trace = traces.Begin(request.Method, path, await token.GetUserAsync(), actions.Current, byPortal);
        if (actions.IsRetry)
            request.Headers.CacheControl = new CacheControlHeaderValue { MaxAge = TimeSpan.Zero };

        try
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(
                await token.GetAuthorizationHeaderAsync(cancellationToken));
            using var response = await http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw new PortalApiException(await ProblemReader.ReadAsync(response, cancellationToken));

            return await read(response, cancellationToken);
        }
        catch (PortalApiException exception)
        {
            ProblemTags.Add(trace.Activity, exception.Problem);
            throw;
        }
        catch (HttpRequestException exception)
        {
            // An inner IOException means that the connection broke while the body was read. A failed connection has
            // none.
            var isIncomplete = exception is
            { InnerException: IOException, HttpRequestError: not HttpRequestError.ConnectionError };
            throw Failed(trace, isIncomplete ? ClientProblems.ResponseIncomplete() : ClientProblems.Unreachable());
        }
        catch (JsonException)
        {
            throw Failed(trace, ClientProblems.Unreadable(StatusCodes.Status502BadGateway));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(trace, ClientProblems.TooSlow());
        }
    }

    private static PortalApiException Failed(TraceScope trace, ApiProblem problem)
    {
        ProblemTags.Add(trace.Activity, problem);
        return new PortalApiException(problem);
    }

    private static async Task<PageOfRows> ReadPageAsync(
        HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var read = await response.Content.ReadFromJsonAsync<RowsBody>(cancellationToken);
        if (read is not { Rows.ValueKind: JsonValueKind.Array } body)
            throw new JsonException("The page has no rows.");
        if (body.Next is null)
            return new PageOfRows([.. body.Rows.EnumerateArray()], Next: null, body.Count, body.Incomplete, body.Version);

        return DataAddress.TryRead(body.Next, out var next, out _)
            ? new PageOfRows([.. body.Rows.EnumerateArray()], next, body.Count, Version: body.Version)
            : throw new JsonException("The address of the next page cannot be read.");
    }

    private static async Task<DataRow> ReadRowAsync(
        HttpResponseMessage response, CancellationToken cancellationToken) => new(
        await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken),
        response.Headers.ETag?.ToString());

    private static string Application(string api, string rest = "") =>
        $"api/application/{Uri.EscapeDataString(api)}{rest}";

    private static string Address(string api, string view, string? key = null) =>
        $"api/data/{Uri.EscapeDataString(api)}/{Uri.EscapeDataString(view)}"
        + (key is null ? "" : $"/{Uri.EscapeDataString(key)}");

    // Without the values that are null or empty.
    private static string Query(params IEnumerable<(string Name, string? Value)> values) => string.Concat(values
        .Where(v => !string.IsNullOrEmpty(v.Value))
        .Select((v, i) => $"{(i == 0 ? '?' : '&')}{v.Name}={Uri.EscapeDataString(v.Value ?? "")}"));
}

using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// Records a request to the authority's token endpoint as a span: the grant and its parameters with secrets masked, and
/// the error codes of a refusal. A successful response is secret and not recorded.
/// </summary>
internal sealed class TokenRequestHandler(RequestTraces traces) : DelegatingHandler
{
    private const string Masked = "•••";
    private const int MaxErrorBytes = 16 * 1024;
    private const int MaxBufferedBytes = 256 * 1024;

    // All other parameters are, or may be, secrets.
    private static readonly HashSet<string> Shown = ["grant_type", "scope", "requested_token_use", "client_id", "client_assertion_type"];
    private static readonly string[] Refusal = ["error", "suberror", "correlation_id", "trace_id"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } form
            || request.RequestUri?.AbsolutePath.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal) is not true)
            return await base.SendAsync(request, cancellationToken);

        using var hop = traces.Start("POST /oauth2/v2.0/token", ActivityKind.Client, TraceKinds.Call, Caller(), TraceParties.Authority);
        if (hop is not null)
            await AddParametersAsync(hop, form, cancellationToken);

        var response = await base.SendAsync(request, cancellationToken);
        hop?.SetTag(TraceTags.Status, (int)response.StatusCode);
        if (hop is not null && !response.IsSuccessStatusCode)
            await AddRefusalAsync(hop, response, cancellationToken);

        return response;
    }

    // The party that obtains the token: the pages for the backend, or the backend for the next API.
    private static string Caller() => Activity.Current?.GetTagItem(TraceTags.From) as string ?? TraceParties.Backend;

    private static async Task AddParametersAsync(Activity hop, HttpContent form, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in QueryHelpers.ParseQuery(await form.ReadAsStringAsync(cancellationToken)))
            hop.SetTag(TraceTags.Detail + name, Shown.Contains(name) ? value.ToString() : Masked);
    }

    private static async Task AddRefusalAsync(Activity hop, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(MaxBufferedBytes, cancellationToken);
        if (response.Content.Headers.ContentLength is not (> 0 and <= MaxErrorBytes))
            return;

        try
        {
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            if (body.RootElement.ValueKind != JsonValueKind.Object)
                return;

            foreach (var name in Refusal)
            {
                if (body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                    hop.SetTag(TraceTags.Detail + name, value.GetString());
            }

            if (body.RootElement.TryGetProperty("error_codes", out var codes) && codes is { ValueKind: JsonValueKind.Array })
                hop.SetTag(TraceTags.Detail + "error_codes", string.Join(", ", codes.EnumerateArray().Select(c => $"AADSTS{c}")));
        }
        catch (JsonException)
        {
            // Not a JSON error response; only the status is recorded.
        }
    }
}

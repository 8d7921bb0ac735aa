using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Contracts.Trace;

namespace Portal.Tracing;

/// <summary>
/// A request to the authority's token endpoint as a span: the grant and its parameters, secrets struck out; of a
/// refusal its codes, of a success nothing, since all of it is secret.
/// </summary>
internal sealed class TokenRequestHandler(RequestTraces traces) : DelegatingHandler
{
    private const string StruckOut = "•••";
    private const int MaxErrorBytes = 16 * 1024;

    // Everything else in a token request is, or may be, something that opens a door.
    private static readonly HashSet<string> Shown = ["grant_type", "scope", "requested_token_use", "client_id", "client_assertion_type"];
    private static readonly string[] Refusal = ["error", "suberror", "correlation_id", "trace_id"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } form
            || request.RequestUri?.AbsolutePath.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal) is not true)
            return await base.SendAsync(request, cancellationToken);

        using var hop = traces.Start("POST /oauth2/v2.0/token", ActivityKind.Client, TraceKinds.Call, Asker(), TraceParties.Authority);
        if (hop is not null)
            await NoteParametersAsync(hop, form, cancellationToken);

        var response = await base.SendAsync(request, cancellationToken);
        hop?.SetTag(TraceTags.Status, (int)response.StatusCode);
        if (hop is not null && !response.IsSuccessStatusCode)
            await NoteRefusalAsync(hop, response, cancellationToken);

        return response;
    }

    // Whoever obtains the token: the pages for the backend, the backend for the next API.
    private static string Asker() => Activity.Current?.GetTagItem(TraceTags.From) as string ?? TraceParties.Backend;

    private static async Task NoteParametersAsync(Activity hop, HttpContent form, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in QueryHelpers.ParseQuery(await form.ReadAsStringAsync(cancellationToken)))
            hop.SetTag(TraceTags.Detail + name, Shown.Contains(name) ? value.ToString() : StruckOut);
    }

    private static async Task NoteRefusalAsync(Activity hop, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        if (response.Content.Headers.ContentLength is not (> 0 and <= MaxErrorBytes))
            return;

        try
        {
            using var body = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
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
            // No refusal in a form that says anything.
        }
    }
}

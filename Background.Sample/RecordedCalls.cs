using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Background.Sample;

/// <summary>Notes each call that leaves for <paramref name="to"/>: who, what, which status, how long. Secrets stay where they are.</summary>
internal sealed class RecordedCalls(RunRecord record, string to) : DelegatingHandler
{
    private const string TokenEndpoint = "/oauth2/v2.0/token";

    // Everything else in a token request is, or may be, something that opens a door.
    private static readonly string[] Shown = ["grant_type", "scope", "client_id", "client_assertion_type"];
    private static readonly string[] Refusal = ["error", "correlation_id", "trace_id"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? "/";
        var asksForToken = path.EndsWith(TokenEndpoint, StringComparison.Ordinal);
        if (to == RunRecord.Authority && !asksForToken)
            return await base.SendAsync(request, cancellationToken); // Metadata.

        using var step = record.Begin(RecordedStep.Call, to, $"{request.Method} {(asksForToken ? TokenEndpoint : path)}");
        step.Sent = SentIn(request);
        if (asksForToken && request.Content is { } form)
            await NoteParametersAsync(step, form, cancellationToken);

        var response = await base.SendAsync(request, cancellationToken);
        step.Status = (int)response.StatusCode;
        if (asksForToken && !response.IsSuccessStatusCode)
            await NoteRefusalAsync(step, response, cancellationToken);

        return response;
    }

    private static StepToken? SentIn(HttpRequestMessage request) =>
        request.Headers.Authorization is { Scheme: "Bearer", Parameter: { } raw } && new JsonWebTokenHandler().CanReadToken(raw)
            ? RecordedStep.Read(new JsonWebToken(raw))
            : null;

    private static async Task NoteParametersAsync(RecordedStep step, HttpContent form, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in QueryHelpers.ParseQuery(await form.ReadAsStringAsync(cancellationToken)))
            step.Details.Add(new StepDetail(name, Shown.Contains(name) ? value.ToString() : "•••"));
    }

    private static async Task NoteRefusalAsync(RecordedStep step, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            foreach (var name in Refusal)
            {
                if (body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                    step.Details.Add(new StepDetail(name, value.GetString()!));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No refusal in a form that says anything.
        }
    }
}

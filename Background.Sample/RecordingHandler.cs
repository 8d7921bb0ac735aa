using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Background.Sample;

/// <summary>
/// Records each call to <paramref name="to"/>: method, path, token claims, status and duration. No secrets.
/// </summary>
internal sealed class RecordingHandler(RunRecord record, string to) : DelegatingHandler
{
    private const string TokenEndpoint = "/oauth2/v2.0/token";

    // Every other parameter of a token request is, or may be, a secret.
    private static readonly string[] ShownParameters = ["grant_type", "scope", "client_id", "client_assertion_type"];
    private static readonly string[] ErrorMembers = ["error", "correlation_id", "trace_id"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri?.AbsolutePath ?? "/";
        var isTokenRequest = path.EndsWith(TokenEndpoint, StringComparison.Ordinal);
        if (to == RunRecord.Authority && !isTokenRequest)
            return await base.SendAsync(request, cancellationToken); // Metadata.

        using var step = record.Begin(RecordedStep.Call, to, $"{request.Method} {(isTokenRequest ? TokenEndpoint : path)}");
        step.Sent = ReadSentToken(request);
        if (isTokenRequest && request.Content is { } form)
            await RecordParametersAsync(step, form, cancellationToken);

        var response = await base.SendAsync(request, cancellationToken);
        step.Status = (int)response.StatusCode;
        if (isTokenRequest && !response.IsSuccessStatusCode)
            await RecordErrorAsync(step, response, cancellationToken);

        return response;
    }

    private static StepToken? ReadSentToken(HttpRequestMessage request) =>
        request.Headers.Authorization is { Scheme: "Bearer", Parameter: { } raw } && new JsonWebTokenHandler().CanReadToken(raw)
            ? RecordedStep.Read(new JsonWebToken(raw))
            : null;

    private static async Task RecordParametersAsync(RecordedStep step, HttpContent form, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in QueryHelpers.ParseQuery(await form.ReadAsStringAsync(cancellationToken)))
            step.Details.Add(new StepDetail(name, ShownParameters.Contains(name) ? value.ToString() : "•••"));
    }

    private static async Task RecordErrorAsync(RecordedStep step, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            foreach (var name in ErrorMembers)
            {
                if (body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
                    step.Details.Add(new StepDetail(name, value.GetString()!));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The error response is not JSON, so there is nothing to record.
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Background.Sample;

/// <summary>The job itself: a token by client credentials, a call with it, and both output in words.</summary>
internal sealed class OrdersRun(
    IAuthorizationHeaderProvider headers, IDownstreamApi downstream, IOptionsMonitor<DownstreamApiOptions> options, RunRecord record)
{
    private const string Path = "orders?$top=5&$count=true";

    // AppB counts no further: this many, or more.
    private const long CountBound = 10_001;

    /// <summary>False: AppB has not answered what it was asked.</summary>
    public async Task<bool> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        // AppB's own log then names the run by the same id.
        using var activity = new Activity("run")
            .SetParentId(record.TraceId, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded)
            .Start();
        record.Title = "Background app: GET /orders";
        try
        {
            await WriteTokenAsync(output, cancellationToken);
            using var response = await downstream.CallApiForAppAsync(
                BackgroundSetup.AppB,
                o => (o.HttpMethod, o.RelativePath) = (HttpMethod.Get.Method, Path),
                content: null,
                cancellationToken);
            return await WriteResponseAsync(response, output, cancellationToken);
        }
        catch (MsalServiceException exception)
        {
            await output.WriteLineAsync($"The authority gives no token: {FirstLine(exception.Message)}");
        }
        catch (MsalClientException exception)
        {
            await output.WriteLineAsync($"No token could be asked for: {FirstLine(exception.Message)}");
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("The authority or AppB does not answer. Is the demo running?");
        }

        return false;
    }

    private async Task WriteTokenAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var api = options.Get(BackgroundSetup.AppB);
        using var step = record.Begin(RecordedStep.Token, RunRecord.Authority, $"token for {api.Scopes!.First()}");
        step.Details.Add(new StepDetail("grant", "client_credentials"));
        var header = await headers.CreateAuthorizationHeaderForAppAsync(api.Scopes!.First(), api, cancellationToken);
        var token = new JsonWebToken(header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var facts = step.Received = RecordedStep.Read(token);
        await output.WriteLineAsync("The token:");
        await output.WriteLineAsync($"  issued to   {facts.Client ?? "nobody"} (this app; no user is in it)");
        await output.WriteLineAsync($"  for         {facts.Audience ?? "nobody"} (AppB)");
        await output.WriteLineAsync($"  scopes      {Join(facts.Scopes)} (an application has none)");
        await output.WriteLineAsync($"  roles       {Join(facts.Roles)}");
    }

    private static async Task<bool> WriteResponseAsync(HttpResponseMessage response, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"AppB answers {(int)response.StatusCode}:");
        try
        {
            var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                await output.WriteLineAsync($"  refused     {ReadText(body, "code")}: {ReadText(body, "detail") ?? ReadText(body, "title")}");
                return false;
            }

            await output.WriteLineAsync($"  orders      {body.GetProperty("value").GetArrayLength()} shown of {FormatCount(body.GetProperty("@odata.count").GetInt64())}");
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            await output.WriteLineAsync("  and that is not what it usually looks like.");
            return false;
        }
    }

    private static string FormatCount(long count) =>
        count >= CountBound ? $"more than {CountBound - 1}" : count.ToString(CultureInfo.InvariantCulture);

    private static string? ReadText(JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? string.Concat(value.GetString()!.Where(c => !char.IsControl(c)))
            : null;

    private static string Join(IReadOnlyList<string> values) => values.Count == 0 ? "none" : string.Join(", ", values);

    private static string FirstLine(string text) => text.Split('\r', '\n')[0];
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Background.Sample;

/// <summary>The job: gets a token by client credentials, calls AppB with it, and prints both.</summary>
internal sealed class OrdersRun(
    IAuthorizationHeaderProvider headers, IDownstreamApi downstream, IOptionsMonitor<DownstreamApiOptions> options, RunRecord record)
{
    private const string Path = "orders?$top=5&$count=true";

    // AppB stops counting here: this number means "this many or more".
    private const long CountBound = 10_001;

    /// <summary>Returns false if AppB did not return the orders.</summary>
    public async Task<bool> RunAsync(TextWriter output, CancellationToken cancellationToken)
    {
        // AppB's log then has the same trace id.
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
            await output.WriteLineAsync($"The authority refused the token request: {FirstLine(exception.Message)}");
        }
        catch (MsalClientException exception)
        {
            await output.WriteLineAsync($"The token could not be requested: {FirstLine(exception.Message)}");
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("The authority or AppB is unreachable. Is the demo running?");
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
        var claims = step.Received = RecordedStep.Read(token);
        await output.WriteLineAsync("The token:");
        await output.WriteLineAsync($"  issued to   {claims.Client ?? "no client"} (this app; there is no user)");
        await output.WriteLineAsync($"  for         {claims.Audience ?? "no audience"} (AppB)");
        await output.WriteLineAsync($"  scopes      {Join(claims.Scopes)} (app-only tokens have none)");
        await output.WriteLineAsync($"  roles       {Join(claims.Roles)}");
    }

    private static async Task<bool> WriteResponseAsync(HttpResponseMessage response, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"AppB returned {(int)response.StatusCode}:");
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
            await output.WriteLineAsync("  unexpected response body");
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

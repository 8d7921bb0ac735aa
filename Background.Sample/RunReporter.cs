using System.Net;
using System.Net.Http.Json;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Client;

namespace Background.Sample;

/// <summary>
/// Reports the run to the portal for its administrators, if the settings name a portal. A failure does not fail the
/// run.
/// </summary>
internal sealed class RunReporter(IDownstreamApi downstream, RunRecord record, bool isReporting)
{
    public async Task ReportAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var report = record.Read();
        if (!isReporting || report.Steps.Count == 0)
            return;

        await output.WriteLineAsync(await SendAsync(report, cancellationToken));
    }

    private async Task<string> SendAsync(RunReport report, CancellationToken cancellationToken)
    {
        try
        {
            using var content = JsonContent.Create(report);
            using var response = await downstream.CallApiForAppAsync(
                BackgroundSetup.Portal,
                o =>
                {
                    o.HttpMethod = HttpMethod.Post.Method;
                    o.RelativePath = "api/trace/runs";
                },
                content,
                cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.NoContent => $"Administrators can see this run in the portal: /trace?id={report.Id}",
                HttpStatusCode.Forbidden => "The portal refused the report: this app lacks the app role Trace.Report.",
                _ => $"The portal refused the report ({(int)response.StatusCode}).",
            };
        }
        catch (Exception exception) when (
            exception is MsalException or HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return "The run could not be reported to the portal.";
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portal.Auth;
using Portal.Contracts.Data;
using Portal.Problems;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Downstream.Contract;

/// <summary>
/// The contracts of the downstream APIs, read when first needed and again every few minutes. While an API is unavailable,
/// its last contract is used; calls for data report the problem.
/// </summary>
public sealed partial class ContractStore(
    IFusionCache cache,
    IHttpClientFactory clients,
    IOptionsMonitor<DownstreamApiSettings> settings,
    TimeProvider time,
    ILogger<ContractStore> logger)
{
    private const int MaxLogged = 20;

    // Not each refusal leads to another read of the document.
    private static readonly TimeSpan MinTimeBetweenChecks = TimeSpan.FromSeconds(10);

    // Callers share a read, also one that fails: the cache alone would repeat it for each, one after the other.
    private readonly SingleFlight<ApiContract> _reads = new();
    private readonly SingleFlight<ApiContract> _checks = new();
    private readonly ConcurrentDictionary<string, long> _checked = new(StringComparer.Ordinal);

    // The documents are read every few minutes, and what they give is logged when it changes.
    private readonly ConcurrentDictionary<string, string> _logged = new(StringComparer.Ordinal);

    /// <summary>A separate client, because a contract is buffered and data is streamed.</summary>
    public static string ClientName(string api) => api + " contract";

    /// <exception cref="ProblemException">The API does not respond, or its document is invalid.</exception>
    public async Task<ApiContract> GetAsync(string api, CancellationToken cancellationToken)
    {
        var known = await cache.TryGetAsync<ApiContract>(CacheKey(api), token: cancellationToken);
        return known.HasValue
            ? known.Value
            : await _reads.RunAsync(api, _ => ReadOrKeepAsync(api), cancellationToken);
    }

    /// <summary>
    /// The contract after another look at the API's document, because a request failed in a way that a changed API explains.
    /// Callers share one read, and there is at most one in ten seconds.
    /// </summary>
    /// <exception cref="ProblemException">The document was never read, and cannot be.</exception>
    public Task<ApiContract> CheckAsync(string api, CancellationToken cancellationToken) =>
        _checks.RunAsync(api, _ => CheckAsync(api), cancellationToken);

    private async Task<ApiContract> CheckAsync(string api)
    {
        if (_checked.TryGetValue(api, out var last) && time.GetElapsedTime(last) < MinTimeBetweenChecks)
            return await GetAsync(api, CancellationToken.None);

        _checked[api] = time.GetTimestamp();
        try
        {
            // The last contract stays until this one has been read, so that other requests do not wait.
            var contract = await ReadAsync(api, CancellationToken.None);
            await cache.SetAsync(CacheKey(api), contract, token: CancellationToken.None);
            return contract;
        }
        catch (Exception)
        {
            // Whatever is wrong with the document now: the last contract is used.
            return await GetAsync(api, CancellationToken.None);
        }
    }

    internal static string CacheKey(string api) => $"contract of {api}";

    // Not cancelled with a caller, because others wait for it. The HTTP client limits its time.
    private async Task<ApiContract> ReadOrKeepAsync(string api) =>
        await cache.GetOrSetAsync(CacheKey(api), token => ReadAsync(api, token), token: CancellationToken.None);

    private async Task<ApiContract> ReadAsync(string api, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName(api));
            using var response = await client.GetAsync(settings.Get(api).DocumentAddress, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new ProblemException(
                    ContractProblems.Invalid(api, ContractProblems.Status(response.StatusCode, response.Headers.Location)));
            }

            var contract = ContractReader.Read(
                await response.Content.ReadAsStringAsync(cancellationToken), [.. settings.Get(api).Headers.Keys]);
            LogViews(api, contract.Coverage);
            return ViewVersions.Apply(ViewOverrides.Apply(
                ViewDefaults.Apply(contract), settings.Get(api).Views, key => LogSettingUnknown(logger, api, key)));
        }
        catch (InvalidDataException exception)
        {
            LogContractInvalid(logger, api, exception.Message);
            throw new ProblemException(ContractProblems.Invalid(api, exception.Message), exception);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new ProblemException(ContractProblems.TooLarge(api), exception);
        }
        catch (Exception exception) when (exception is not ProblemException && !cancellationToken.IsCancellationRequested)
        {
            // InvalidOperationException: for example, its content type names a character set that does not exist.
            if (exception is InvalidOperationException)
                throw new ProblemException(ContractProblems.Invalid(api, "text that cannot be read"), exception);
            if (CallProblems.Explain(exception, api) is { } problem)
                throw new ProblemException(problem, exception);

            throw;
        }
    }

    private void LogViews(string api, ViewCoverage coverage)
    {
        var summary = CoverageText.Summary(coverage);
        if (_logged.TryGetValue(api, out var last) && last == summary)
            return;

        _logged[api] = summary;
        LogDocumentRead(logger, api, summary);
        foreach (var operation in coverage.Named.Take(MaxLogged))
        {
            var reason = CoverageText.Reason(operation, api);
            LogPassedOver(logger, api, operation.Path, reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The OpenAPI document of {Api} was read: {Summary}")]
    private static partial void LogDocumentRead(ILogger logger, string api, string summary);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Api}: GET {Path} is not a view, because it {Reason}")]
    private static partial void LogPassedOver(ILogger logger, string api, string path, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The OpenAPI document of {Api} cannot be read: {Fault}")]
    private static partial void LogContractInvalid(ILogger logger, string api, string fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Setting DownstreamApis:{Api}:Views:{Key} does not exist in the OpenAPI document and is ignored")]
    private static partial void LogSettingUnknown(ILogger logger, string api, string key);
}

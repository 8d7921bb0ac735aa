using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Portal.Contracts.Problems;
using Portal.Problems;

namespace Portal.Downstream.Contract;

/// <summary>The contracts of the downstream APIs, read when first needed and again every few minutes.</summary>
public sealed partial class ContractStore(
    IHttpClientFactory clients,
    IOptionsMonitor<DownstreamApiSettings> settings,
    TimeProvider time,
    ILogger<ContractStore> logger)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>A separate client, because a contract is buffered and data is streamed.</summary>
    public static string ClientName(string api) => api + " contract";

    /// <exception cref="ProblemException">The API does not respond, or its document is invalid.</exception>
    public async Task<ApiContract> GetAsync(string api, CancellationToken cancellationToken)
    {
        if (_entries.TryGetValue(api, out var known) && known.Until > time.GetUtcNow())
            return known.Contract;

        try
        {
            var contract = await ReadAsync(api, cancellationToken);
            _entries[api] = new Entry(contract, time.GetUtcNow() + CacheDuration);
            return contract;
        }
        catch (ProblemException) when (known is not null)
        {
            // While an API is unavailable, its last contract is used; calls for data report the problem.
            return known.Contract;
        }
    }

    private async Task<ApiContract> ReadAsync(string api, CancellationToken cancellationToken)
    {
        try
        {
            using var client = clients.CreateClient(ClientName(api));
            using var response = await client.GetAsync(Address(settings.Get(api)), cancellationToken);
            if (!response.IsSuccessStatusCode)
                throw Invalid(api, $"status {(int)response.StatusCode}");

            var contract = ContractReader.Read(await response.Content.ReadAsStringAsync(cancellationToken));
            return ViewOverrides.Apply(contract, settings.Get(api).Views, key => LogSettingUnknown(logger, api, key));
        }
        catch (InvalidDataException exception)
        {
            LogContractInvalid(logger, api, exception.Message);
            throw Invalid(api, exception.Message);
        }
        catch (Exception exception) when (exception is not ProblemException && !cancellationToken.IsCancellationRequested)
        {
            if (CallProblems.Explain(exception, api) is { } problem)
                throw new ProblemException(problem, exception);

            throw;
        }
    }

    private static Uri Address(DownstreamApiSettings settings) =>
        new(new Uri(settings.BaseUrl!.TrimEnd('/') + "/"), settings.OpenApi.TrimStart('/'));

    private static ProblemException Invalid(string api, string what) => new(new ApiProblem(
        ProblemCodes.ContractInvalid,
        StatusCodes.Status502BadGateway,
        $"The OpenAPI document of {api} cannot be read",
        $"The portal requested the document (DownstreamApis:{api}:OpenApi) and got: {what}",
        Api: api));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The OpenAPI document of {Api} cannot be read: {Fault}")]
    private static partial void LogContractInvalid(ILogger logger, string api, string fault);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Setting DownstreamApis:{Api}:Views:{Key} does not exist in the OpenAPI document and is ignored")]
    private static partial void LogSettingUnknown(ILogger logger, string api, string key);

    private sealed record Entry(ApiContract Contract, DateTimeOffset Until);
}

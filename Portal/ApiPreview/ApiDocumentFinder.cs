using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Contract;
using Portal.Problems;

namespace Portal.ApiPreview;

/// <summary>Finds an API's OpenAPI document: at the given address, or where frameworks publish it below that address.</summary>
internal sealed class ApiDocumentFinder(HttpClient client)
{
    /// <summary>ASP.NET Core, Swashbuckle, FastAPI and others, springdoc, swagger-jsdoc.</summary>
    private static readonly string[] Usual =
        ["openapi/v1.json", "swagger/v1/swagger.json", "openapi.json", "openapi.yaml", "v3/api-docs", "swagger.json"];

    /// <exception cref="ProblemException">Nothing there can be read; the problem says what each address returned.</exception>
    public async Task<(Uri Address, string Text, ApiContract Contract)> FindAsync(Uri address, CancellationToken cancellationToken)
    {
        var tried = new List<string>();
        foreach (var candidate in Usual.Select(path => new Uri(Folder(address), path)).Prepend(address).Distinct())
        {
            var (text, fault) = await TryReadAsync(candidate, cancellationToken);
            if (text is not null && TryParse(text, out var contract, out fault))
                return (candidate, text, contract);

            tried.Add($"{candidate.PathAndQuery}: {fault}");
        }

        throw new ProblemException(new ApiProblem(
            ProblemCodes.ContractInvalid,
            StatusCodes.Status502BadGateway,
            "No OpenAPI document was found there",
            $"The portal tried these paths at {address.Authority} and got: {string.Join("; ", tried)}. "
                + "Enter the address of the document itself, or upload it."));
    }

    private static bool TryParse(string text, out ApiContract contract, out string? fault)
    {
        try
        {
            (contract, fault) = (ContractReader.Read(text), null);
            return true;
        }
        catch (InvalidDataException exception)
        {
            (contract, fault) = (null!, exception.Message);
            return false;
        }
    }

    private async Task<(string? Text, string? Fault)> TryReadAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(address, cancellationToken);
            return response.IsSuccessStatusCode
                ? (await response.Content.ReadAsStringAsync(cancellationToken), null)
                : (null, $"status {(int)response.StatusCode}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException)
        {
            // For example, its content type names a character set that does not exist, or it is not compressed as it says.
            return (null, "text that cannot be read");
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return (null, $"more than {client.MaxResponseContentBufferSize / (1024 * 1024)} MB");
        }
        catch (HttpRequestException exception) when (exception.InnerException is RefusedAddressException)
        {
            throw new ProblemException(
                new ApiProblem(
                    ProblemCodes.RequestInvalid,
                    StatusCodes.Status400BadRequest,
                    $"{address.Authority} is not called from a page",
                    $"{address.Host} is an address of the portal's own network. "
                        + $"Upload the document, or run the portal with --try-api {address} on its machine."),
                exception);
        }
        catch (Exception exception) when (Explain(exception, address) is { } reason && !cancellationToken.IsCancellationRequested)
        {
            // No other path responds either.
            throw new ProblemException(
                new ApiProblem(
                    ProblemCodes.DownstreamUnavailable, StatusCodes.Status502BadGateway, $"{address.Authority} did not respond", reason),
                exception);
        }
    }

    private static string? Explain(Exception exception, Uri address) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            $"The host name {address.Host} cannot be resolved. Check its spelling.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
            "No secure connection was made: the portal does not trust the certificate, or no TLS version fits.",
        TaskCanceledException { InnerException: TimeoutException } => "There was no complete response in time. Try again.",
        HttpRequestException or IOException => "The portal could not connect. Check the address, and that the API runs.",
        _ => null,
    };

    // What is below https://example.com/api also is below https://example.com/api/.
    private static Uri Folder(Uri address) => new UriBuilder(address)
    {
        Path = address.AbsolutePath.TrimEnd('/') + "/",
        Query = "",
        Fragment = "",
    }.Uri;
}

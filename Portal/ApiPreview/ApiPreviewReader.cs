using System.Text.Json;
using AccessContract;
using Portal.Contracts.ApiPreview;
using Portal.Contracts.Problems;
using Portal.Downstream.Contract;
using Portal.Downstream.Documents;
using Portal.Problems;
using ServiceDefaults;

namespace Portal.ApiPreview;

/// <summary>Reads an API as the portal would if it were in the settings.</summary>
internal sealed class ApiPreviewReader(IHttpClientFactory clients, IHostEnvironment environment)
{
    private const string ApplicationId = "{application ID of the API}";

    /// <summary>Finds the document at an address, or below it.</summary>
    /// <exception cref="ProblemException">The address is not allowed, does not respond, or has no document.</exception>
    public async Task<ApiPreviewReport> ReadAsync(string address, InternalAddresses allowed, CancellationToken cancellationToken)
    {
        var api = Parse(address);
        using var client = clients.CreateClient(ApiDocumentClient.NameOf(allowed));
        var (at, text, contract) = await new ApiDocumentFinder(client).FindAsync(api, cancellationToken);
        using var document = DocumentText.Parse(text);
        var server = PublishedServer.Find(document.RootElement, at);
        return Report(contract, at, server, await PublishedScopes.ReadAsync(client, server ?? at, cancellationToken));
    }

    /// <exception cref="ProblemException">The text is not an OpenAPI document.</exception>
    public static ApiPreviewReport Read(string text)
    {
        try
        {
            using var document = DocumentText.Parse(text);
            return Report(ContractReader.Read(text), at: null, PublishedServer.Find(document.RootElement, at: null), []);
        }
        catch (InvalidDataException exception)
        {
            throw Invalid($"The document is {exception.Message}.");
        }
    }

    private static ApiPreviewReport Report(ApiContract contract, Uri? at, Uri? server, IReadOnlyList<string> published)
    {
        contract = ViewDefaults.Apply(contract);
        var (scopes, source) = ScopesOf(contract, published);
        var name = SuggestedSettings.NameOf(contract.Title);
        return new ApiPreviewReport(
            contract.Title,
            name,
            at?.AbsoluteUri,
            server?.AbsoluteUri,
            [.. contract.Views.Select(view => view.View)],
            contract.Coverage,
            scopes,
            source,
            SuggestedSettings.Write(name, server, at, scopes, contract.Coverage),
            [.. ToComplete(at, server, source)]);
    }

    // Tokens contain the last part of a scope only, and so do the views' requirements.
    private static (IReadOnlyList<string> Scopes, string Source) ScopesOf(ApiContract contract, IReadOnlyList<string> published)
    {
        if (published.Count > 0)
            return (published, ScopeSources.Metadata);

        string[] required = [.. contract.Views
            .SelectMany(view => view.View.Required)
            .Where(alternative => alternative.TokenKind == TokenKind.User)
            .SelectMany(alternative => alternative.Scopes)
            .Distinct(StringComparer.Ordinal)];
        return required.Length > 0
            ? ([.. required.Select(scope => $"{ApplicationId}/{scope}")], ScopeSources.Document)
            : ([$"{ApplicationId}/.default"], ScopeSources.None);
    }

    private static IEnumerable<string> ToComplete(Uri? at, Uri? server, string source)
    {
        if (server is null)
            yield return "BaseUrl: the document does not say where the API is.";
        if (at is null)
            yield return "OpenApi: the path of the document, relative to BaseUrl, unless it is openapi/v1.json.";
        if (source != ScopeSources.Metadata)
        {
            yield return "Scopes: the application (client) ID of the API in the directory"
                + (source == ScopeSources.None ? ", and the scope that it exposes; its document names none." : ".");
        }

        yield return "Register the scope as an API permission of the portal in the directory.";
    }

    private Uri Parse(string address)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var api) || api.Scheme is not ("http" or "https"))
            throw Invalid("Enter an absolute address, such as https://api.example.com/openapi/v1.json.");
        if (api.UserInfo.Length > 0)
            throw Invalid("The address contains a user name or password. The portal sends neither.");
        if (api.Scheme == Uri.UriSchemeHttp && !environment.IsDevelopment())
            throw Invalid("The address must be https, because the portal would send tokens there.");

        return !ReservedAddress.IsMetadata(api)
            ? api
            : throw Invalid("This is an address where a cloud offers a machine its credentials. It is never called.");
    }

    private static ProblemException Invalid(string detail) => new(new ApiProblem(
        ProblemCodes.RequestInvalid, StatusCodes.Status400BadRequest, ApiPreviewEndpoints.Unreadable, detail));
}

using Microsoft.IdentityModel.Protocols;

namespace AccessContract.AspNetCore.Bearer;

/// <summary>Fetches the authority's documents from the host of its metadata only, wherever the metadata points.</summary>
internal sealed class AuthorityDocuments(Uri metadata, HttpClient client, bool requireHttps) : IDocumentRetriever
{
    private readonly HttpDocumentRetriever _inner = new(client) { RequireHttps = requireHttps };

    public Task<string> GetDocumentAsync(string address, CancellationToken cancel) =>
        Uri.TryCreate(address, UriKind.Absolute, out var document)
            && Uri.Compare(document, metadata, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? _inner.GetDocumentAsync(address, cancel)
            : throw new InvalidOperationException("The authority's metadata points to another host.");
}

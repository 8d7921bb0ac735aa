using System.Text.Json;
using Portal.ApiPreview;

namespace Portal.Tests.ApiPreview;

/// <summary>Names and addresses that are suggested for an API.</summary>
public sealed class SuggestedSettingsTests
{
    [Theory]
    [InlineData("Invoices API v2", "Invoices")]
    [InlineData("Swagger Petstore - OpenAPI 3.0", "SwaggerPetstoreOpenAPI30")]
    [InlineData("orders.service", "OrdersService")]
    [InlineData("API", "NewApi")]
    [InlineData("", "NewApi")]
    [InlineData("日本", "NewApi")]
    [InlineData("a very long title of an interface for things and more things", "AVeryLongTitleOfAnInterfaceFor")]
    public void Name_is_made_of_the_titles_words(string title, string name) => Assert.Equal(name, SuggestedSettings.NameOf(title));

    [Theory]
    [InlineData("""{ "openapi": "3.1.0", "servers": [ { "url": "https://api.example/v1" } ] }""", "https://docs.example/openapi.json", "https://api.example/v1/")]
    [InlineData("""{ "openapi": "3.1.0", "servers": [ { "url": "/v1/" } ] }""", "https://docs.example/a/openapi.json", "https://docs.example/v1/")]
    [InlineData("""{ "openapi": "3.1.0", "servers": [ { "url": "https://{region}.example/" } ] }""", "https://docs.example/openapi.json", "https://docs.example/")]
    [InlineData("""{ "openapi": "3.1.0", "servers": [ { "url": "ftp://api.example/" } ] }""", "https://docs.example/openapi.json", "https://docs.example/")]
    [InlineData("""{ "openapi": "3.1.0", "servers": [ 1 ] }""", "https://docs.example/openapi.json", "https://docs.example/")]
    [InlineData("""{ "openapi": "3.1.0" }""", null, null)]
    [InlineData("""{ "openapi": "3.1.0", "servers": [ { "url": "/v1" } ] }""", null, null)]
    [InlineData("""{ "swagger": "2.0", "host": "api.example", "basePath": "/v2" }""", null, "https://api.example/v2/")]
    [InlineData("""{ "swagger": "2.0", "basePath": "v2" }""", "https://docs.example/swagger.json", "https://docs.example/v2/")]
    [InlineData("[]", null, null)]
    public void Paths_start_at_the_documents_server(string document, string? at, string? expected)
    {
        using var json = JsonDocument.Parse(document);

        Assert.Equal(expected, PublishedServer.Find(json.RootElement, at is null ? null : new Uri(at))?.AbsoluteUri);
    }

    [Theory]
    [InlineData("""{ "scopes_supported": [ "api://a/read", "openid", 1, null ] }""", "api://a/read")]
    [InlineData("""{ "scopes_supported": "api://a/read" }""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public void Published_scopes_are_those_with_their_resource(string metadata, params string[] scopes) =>
        Assert.Equal(scopes, PublishedScopes.Read(metadata));
}

using AccessContract;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Tests.Downstream;

public sealed class ContractReaderTests
{
    [Fact]
    public void Object_with_a_value_array_is_a_view_with_typed_columns()
    {
        var contract = ContractReader.Read(Document("""
            "/reports/daily-sales": { "get": { "summary": "Daily sales", "responses": { "200": { "content": {
              "application/json": { "schema": { "type": "object", "properties": { "value": { "type": "array", "items": {
                "type": "object", "properties": {
                "day": { "type": "string", "format": "date" },
                "orderCount": { "type": "integer", "description": "How many." },
                "total": { "type": ["number", "null"] },
                "state": { "type": "string", "enum": ["Open", "Closed"] } } } } } } } } } } } }
            """));

        var found = Assert.Single(contract.Views);
        var view = found.View;
        Assert.Equal(
            ("reports-daily-sales", "/reports/daily-sales", "Daily sales"), (view.Name, found.Path, view.Title));
        Assert.Equal(["date", "integer", "number", "string"], view.Columns.Select(c => c.Type));
        Assert.Equal("Order count", view.Columns[1].Title);
        Assert.Equal("How many.", view.Columns[1].Description);
        Assert.Equal(["Open", "Closed"], view.Columns[3].Values);
        Assert.DoesNotContain(view.Columns, c => c.Sortable);
    }

    [Fact]
    public void Types_of_the_document_are_kept()
    {
        var contract = ContractReader.Read(Document("""
            "/things": { "get": {
              "parameters": [ { "name": "$filter", "in": "query", "schema": { "type": "string" } } ],
              "responses": { "200": { "content": { "application/json": { "schema": { "type": "array", "items": {
                "type": "object", "properties": {
                "key": { "type": "string", "format": "uuid" },
                "opens": { "type": "string", "format": "time" },
                "took": { "type": "string", "format": "duration" },
                "serial": { "type": "string", "format": "int64" },
                "price": { "anyOf": [ { "type": "number", "format": "decimal", "multipleOf": 0.01 }, { "type": "string" } ] },
                "size": { "type": ["integer", "string", "null"] },
                "kind": { "$ref": "#/components/schemas/Shop.Kind" } } } } } } } } } },
            "/things/{key}": { "get": { "responses": { "200": { "content": { "application/json": {
              "schema": { "type": "object", "properties": { "key": { "type": "string", "format": "uuid" } } } } } } } } }
            """));

        var view = Assert.Single(contract.Views).View;
        Assert.Equal(
            [
                ColumnTypes.Uuid, ColumnTypes.TimeOfDay, ColumnTypes.Duration, ColumnTypes.WholeNumber, ColumnTypes.Number,
                ColumnTypes.WholeNumber, ColumnTypes.Text,
            ],
            view.Columns.Select(c => c.Type));
        Assert.Equal(2, view.Columns[4].Decimals);
        Assert.Equal("Shop.Kind", view.Columns[6].EnumerationType);
        Assert.Equal([FilterOperators.Equal, FilterOperators.NotEqual], view.Columns[0].Operators!);
        Assert.Equal("key", view.Row!.Key);
    }

    [Fact]
    public void Columns_whose_names_differ_in_separators_have_different_titles()
    {
        var contract = ContractReader.Read(Document("""
            "/things": { "get": { "responses": { "200": { "content": { "application/json": { "schema": { "type": "array",
              "items": { "type": "object", "properties": {
                "a.b": { "type": "string" }, "a/b": { "type": "string" }, "c": { "type": "string" } } } } } } } } } }
            """));

        Assert.Equal(["A b (a.b)", "A b (a/b)", "C"], Assert.Single(contract.Views).View.Columns.Select(c => c.Title));
    }

    [Fact]
    public void Array_is_a_view()
    {
        var contract = ContractReader.Read(Document("""
            "/things": { "get": { "responses": { "200": { "content": { "application/json": {
              "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } } } } } }
            """));

        Assert.Equal(["id"], Assert.Single(contract.Views).View.Columns.Select(c => c.Name));
    }

    [Theory]
    [InlineData("integer", "startAt")]
    [InlineData("string", null)]
    public void Start_of_the_rows_is_a_number(string type, string? offset)
    {
        var contract = ContractReader.Read(Document($$"""
            "/things": { "get": {
              "parameters": [
                { "name": "startAt", "in": "query", "schema": { "type": "{{type}}" } },
                { "name": "limit", "in": "query", "schema": { "type": "integer" } } ],
              "responses": { "200": { "content": { "application/json": {
                "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } } } } } } } }
            """));

        Assert.Equal(offset, Assert.Single(contract.Views).Protocol.Offset);
    }

    [Fact]
    public void Operation_that_returns_no_collection_is_not_a_view()
    {
        var contract = ContractReader.Read(Document("""
            "/things/{id}": { "get": { "responses": { "200": { "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/Thing" } } } } } } },
            "/text": { "get": { "responses": { "200": { "content": { "text/plain": {
              "schema": { "type": "string" } } } } } } },
            "/write": { "post": { "responses": { "204": {} } } },
            "/nothing": { "get": { "responses": {} } }
            """));

        Assert.Empty(contract.Views);
    }

    [Fact]
    public void Only_columns_marked_sortable_can_be_sorted()
    {
        var contract = ContractReader.Read(Document("""
            "/things": { "get": {
              "parameters": [ { "name": "$orderby", "in": "query", "schema": { "type": "string" } } ],
              "responses": { "200": { "content": { "application/json": { "schema": { "type": "array", "items": {
                "type": "object", "properties": {
                  "id": { "type": "integer", "x-sortable": true }, "note": { "type": "string" } } } } } } } } } }
            """));

        Assert.Equal([true, false], Assert.Single(contract.Views).View.Columns.Select(c => c.Sortable));
    }

    [Fact]
    public void Each_security_object_is_a_requirement()
    {
        var contract = ContractReader.Read(Document("""
            "/things": { "get": {
              "security": [
                { "oauth2": ["api://appb/access_as_user"], "bearerRoles": ["Things.Read"] },
                { "oauth2App": ["api://appb/.default"], "bearerRoles": ["Things.Read.All"] } ],
              "responses": { "200": { "content": { "application/json": { "schema": { "type": "array", "items": {
                "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } }
            """));

        Assert.Collection(
            Assert.Single(contract.Views).View.Required,
            user =>
            {
                Assert.Equal(TokenKind.User, user.TokenKind);
                Assert.Equal(["access_as_user"], user.Scopes);
                Assert.Equal(["Things.Read"], user.Roles);
            },
            app =>
            {
                Assert.Equal(TokenKind.App, app.TokenKind);
                Assert.Equal(["Things.Read.All"], app.Roles);
            });
    }

    [Theory]
    [InlineData("""{ "bearerRoles": [] }""", "User,App", "")]
    [InlineData("""{ "swaggerBearer": [] }""", "User,App", "")]
    [InlineData("""{ "oidc": [] }""", "User,App", "")]
    [InlineData("""{ "oidc": ["api://appb/read"] }""", "User", "")]
    [InlineData("""{ "oidc": ["api://appb/.default"] }""", "App", "")]
    [InlineData("""{ "oauth2": [] }""", "User", "")]
    [InlineData("""{ "oauth2App": [] }""", "App", "")]
    [InlineData("""{ "oauth2App": ["api://appb/things"] }""", "App", "")]
    [InlineData("""{ "bearerRoles": ["Things.Read"] }""", "User,App", "")]
    [InlineData("""{ "key": [] }""", "User,App", "the API key X-Api-Key")]
    [InlineData("""{ "oauth2": ["api://appb/read"], "key": [] }""", "User", "the API key X-Api-Key")]
    [InlineData("""{ "basic": [] }""", "User,App", "a user name and password (Basic)")]
    [InlineData("""{ "certificate": [] }""", "User,App", "a client certificate")]
    public void Each_scheme_says_which_tokens_are_accepted(string requirement, string kinds, string others)
    {
        var requirements = Requirements(requirement);

        Assert.Equal(kinds, string.Join(',', requirements.Select(r => r.TokenKind)));
        Assert.All(requirements, r => Assert.Equal(others, string.Join(',', r.OtherCredentials ?? [])));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{}, { "oauth2": ["api://appb/read"] }""")]
    public void Nothing_is_required_where_no_credential_is(string requirements) => Assert.Empty(Requirements(requirements));

    [Fact]
    public void Alternatives_that_need_the_token_alone_come_first() =>
        Assert.Equal([false, true], Requirements("""{ "oauth2": [], "key": [] }, { "oauth2": [] }""").Select(r => r.OtherCredentials is not null));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{ "openapi": "9.9.9", "paths": {} }""")]
    public void Invalid_contract_is_refused(string json)
    {
        var exception = Assert.Throws<InvalidDataException>(() => ContractReader.Read(json));

        Assert.NotEmpty(exception.Message);
    }

    private static IReadOnlyList<AccessAlternative> Requirements(string requirements) =>
        Assert.Single(ContractReader.Read(Document($$"""
            "/things": { "get": {
              "security": [ {{requirements}} ],
              "responses": { "200": { "content": { "application/json": { "schema": { "type": "array", "items": {
                "type": "object", "properties": { "id": { "type": "integer" } } } } } } } } } }
            """)).Views).View.Required;

    private static string Document(string paths) => $$"""
        { "openapi": "3.1.0", "info": { "title": "Sample", "version": "1" }, "paths": { {{paths}} },
          "components": {
            "schemas": {
              "Thing": { "type": "object", "properties": { "id": { "type": "integer" } } },
              "Shop.Kind": { "type": "string", "enum": ["Food", "Tool"] } },
            "securitySchemes": {
              "oauth2": { "type": "oauth2", "flows": { "authorizationCode": {
                "authorizationUrl": "https://a.example/authorize", "tokenUrl": "https://a.example/token",
                "scopes": {} } } },
              "oauth2App": { "type": "oauth2", "flows": { "clientCredentials": {
                "tokenUrl": "https://a.example/token", "scopes": {} } } },
              "oidc": { "type": "openIdConnect", "openIdConnectUrl": "https://a.example/.well-known/openid-configuration" },
              "swaggerBearer": { "type": "apiKey", "in": "header", "name": "Authorization" },
              "key": { "type": "apiKey", "in": "header", "name": "X-Api-Key" },
              "basic": { "type": "http", "scheme": "basic" },
              "certificate": { "type": "mutualTLS" },
              "bearerRoles": { "type": "http", "scheme": "bearer" } } } }
        """;
}

using Portal.Downstream.Contract;

namespace Portal.Tests.Downstream;

/// <summary>Documents that are wrong or malicious: usable parts are used, and nothing breaks.</summary>
public sealed class HostileContractTests
{
    [Theory]
    [InlineData("//evil.example/things")]
    [InlineData("/../admin")]
    [InlineData("/things/..")]
    [InlineData("/a/./b")]
    [InlineData("/%2e%2e/admin")]
    [InlineData("/things?role=admin")]
    [InlineData("/things#x")]
    [InlineData("/a\\\\b")]
    [InlineData("https://evil.example/things")]
    [InlineData("/a b")]
    [InlineData("things")]
    public void Path_that_leads_elsewhere_is_not_a_view(string path) =>
        Assert.Empty(
            Read($$"""{ "{{path}}": { "get": { {{ListOf("""{ "id": { "type": "integer" } }""")}} } } }""").Views);

    [Fact]
    public void Recursive_schema_is_read_once()
    {
        var contract = Read(
            """
            { "/nodes": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
              "schema": { "$ref": "#/components/schemas/Nodes" } } } } } } } }
            """,
            """
            "Nodes": { "type": "array", "items": { "$ref": "#/components/schemas/Node" } },
            "Node": { "allOf": [ { "$ref": "#/components/schemas/Node" }, { "type": "object", "properties": {
              "id": { "type": "integer" },
              "children": { "$ref": "#/components/schemas/Nodes" },
              "parent": { "$ref": "#/components/schemas/Node" } } } ] }
            """);

        Assert.Equal(["id", "children", "parent"], Assert.Single(contract.Views).View.Columns.Select(c => c.Name));
    }

    [Fact]
    public void Broken_reference_gives_no_view_and_does_not_affect_others()
    {
        var contract = Read($$"""
            { "/lost": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "$ref": "#/components/schemas/Nowhere" } } } } } } },
              "/found": { "get": { {{ListOf("""{ "id": { "type": "integer" } }""")}} } } }
            """);

        Assert.Equal("found", Assert.Single(contract.Views).View.Name);
    }

    [Fact]
    public void Operation_with_a_required_parameter_is_not_a_view() => Assert.Empty(Read($$"""
        { "/things": { "get": {
          "parameters": [ { "name": "tenant", "in": "query", "required": true, "schema": { "type": "string" } } ],
          {{ListOf("""{ "id": { "type": "integer" } }""")}} } } }
        """).Views);

    [Theory]
    [InlineData("""{ "type": "pie", "x": "id", "y": ["id"] }""")]
    [InlineData("""{ "type": "bar", "x": "gone", "y": ["id"] }""")]
    [InlineData("""{ "type": "bar", "x": "id", "y": ["name"] }""")]
    [InlineData("""{ "type": "bar", "x": "id", "y": "id" }""")]
    [InlineData("""{ "type": 1, "x": [], "y": [1, null] }""")]
    [InlineData("\"bar\"")]
    public void Invalid_chart_is_ignored(string chart) => Assert.Null(Assert.Single(Read($$"""
        { "/things": { "get": {
          "x-chart": {{chart}},
          {{ListOf("""{ "id": { "type": "integer" }, "name": { "type": "string" } }""")}} } } }
        """).Views).View.Chart);

    [Theory]
    [InlineData("\"x-sortable\": \"yes\"")]
    [InlineData("\"x-filter-operators\": \"eq\"")]
    [InlineData("\"x-filter-operators\": [1, null, {}]")]
    [InlineData("\"multipleOf\": -3")]
    [InlineData("\"enum\": [null, 1, \"a\"]")]
    public void Extension_of_the_wrong_type_is_ignored(string extension)
    {
        var view = Assert.Single(Read($$"""
            { "/things": { "get": {
              "parameters": [ { "name": "$filter", "in": "query", "schema": { "type": "string" } } ],
              {{ListOf($$"""{ "id": { "type": "integer", {{extension}} } }""")}} } } }
            """).Views).View;

        Assert.Equal((false, null), (view.Columns[0].Sortable, view.Columns[0].Decimals));
    }

    [Fact]
    public void Paths_with_the_same_view_name_give_one_view() => Assert.Equal("/a/b", Assert.Single(Read($$"""
        { "/a/b": { "get": { {{ListOf("""{ "id": { "type": "integer" } }""")}} } },
          "/a-b": { "get": { {{ListOf("""{ "id": { "type": "integer" } }""")}} } } }
        """).Views).Path);

    [Fact]
    public void Invalid_bounds_are_ignored()
    {
        var protocol = Assert.Single(Read($$"""
            { "/things": { "get": { "parameters": [
                { "name": "$top", "in": "query", "schema": { "type": "integer", "maximum": 1e300 } },
                { "name": "$skip", "in": "query", "schema": { "type": "integer", "maximum": -1 } } ],
              {{ListOf("""{ "id": { "type": "integer" } }""")}} } } }
            """).Views).Protocol;

        Assert.Equal((null, null), (protocol.MaxSize, protocol.MaxOffset));
    }

    [Fact]
    public void Change_that_a_form_cannot_express_is_ignored()
    {
        var row = Assert.Single(Read($$"""
            { "/things": { "get": { {{ListOf("""{ "id": { "type": "integer" } }""")}} } },
              "/things/{id}": {
                "get": { "responses": { "200": { "description": "", "content": { "application/json": {
                  "schema": { "type": "object", "properties": { "id": { "type": "integer" } } } } } } } },
                "patch": { "requestBody": { "content": { "application/json": { "schema": {
                  "type": "object", "required": ["parts"],
                  "properties": {
                    "name": { "type": "string" },
                    "parts": { "type": "array", "items": { "type": "string" } } } } } } } } } }
            """).Views).View.Row;

        Assert.Null(row!.Change);
    }

    private static ApiContract Read(string paths, string schemas = "") => ContractReader.Read($$"""
        { "openapi": "3.1.0", "info": { "title": "Sample", "version": "1" },
          "paths": {{paths}}, "components": { "schemas": { {{schemas}} } } }
        """);

    private static string ListOf(string properties) => $$"""
        "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
          "type": "array", "items": { "type": "object", "properties": {{properties}} } } } } } }
        """;
}

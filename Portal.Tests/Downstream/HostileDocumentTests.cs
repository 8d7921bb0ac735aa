using System.Globalization;
using System.Text;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;

namespace Portal.Tests.Downstream;

/// <summary>Documents that would take too much memory, time or stack: each ends in views within a limit, or in a reason.</summary>
public sealed class HostileDocumentTests
{
    private const string List = """
        { "get": { "responses": { "200": { "content": { "application/json": { "schema": {
          "type": "array", "items": { "$ref": "#/components/schemas/Row" } } } } } } } }
        """;

    private const string Row = """ "Row": { "properties": { "id": { "type": "integer" } } } """;

    [Fact]
    public void Ten_thousand_operations_give_views_up_to_the_limit_and_the_rest_is_counted()
    {
        var paths = string.Join(",", Enumerable.Range(0, 10_000).Select(i => $"\"/things{i}\": {List}"));

        var contract = ContractReader.Read(Document(paths, Row));

        Assert.Equal(ViewReader.MaxViews, contract.Views.Count);
        Assert.Equal((10_000, 9_800), (contract.Coverage.Operations, contract.Coverage.PassedOver.Single().Count));
        Assert.Equal(ViewCoverage.MaxNamed, contract.Coverage.Named.Count);
        Assert.Equal("10000 operations, 200 views; 9800 are beyond the limit", CoverageText.Summary(contract.Coverage));
    }

    [Fact]
    public void Schema_with_itself_as_each_of_many_parts_is_read_once()
    {
        var parts = string.Join(",", Enumerable.Repeat("""{ "$ref": "#/components/schemas/Row" }""", 1_000));

        var contract = ContractReader.Read(Document(
            $"\"/things\": {List}",
            $$"""
            "Row": { "allOf": [ {{parts}} ], "oneOf": [ {{parts}} ], "anyOf": [ {{parts}} ], "properties": { "id": { "type": "integer" } } }
            """));

        Assert.Equal("id", Assert.Single(Assert.Single(contract.Views).View.Columns).Name);
    }

    [Fact]
    public void Response_that_is_referenced_many_times_is_copied_within_a_limit()
    {
        var columns = string.Join(",", Enumerable.Range(0, 2_000).Select(i => $$"""
            "c{{i}}": { "type": "string" }
            """));
        var paths = string.Join(",", Enumerable.Range(0, 2_000).Select(i => $$"""
            "/things{{i}}": { "get": { "responses": { "200": { "$ref": "#/x" } } } }
            """));

        var exception = Assert.Throws<InvalidDataException>(() => ContractReader.Read($$"""
            { "openapi": "3.0.0", "paths": { {{paths}} }, "x": { "content": { "application/json": { "schema": {
              "type": "array", "items": { "properties": { {{columns}} } } } } } } }
            """));

        Assert.Contains("references resolved", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aliases_that_stand_for_billions_of_values_are_refused()
    {
        var yaml = new StringBuilder("openapi: 3.0.0\npaths: {}\nx0: &x0 [a, a, a, a, a, a, a, a, a, a]\n");
        for (var i = 1; i < 12; i++)
            yaml.Append(CultureInfo.InvariantCulture, $"x{i}: &x{i} [{string.Join(", ", Enumerable.Repeat($"*x{i - 1}", 10))}]\n");

        var exception = Assert.Throws<InvalidDataException>(() => ContractReader.Read(yaml.ToString()));

        Assert.Contains("aliases", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openapi: 3.0.0\npaths: *nowhere")]
    [InlineData("openapi: 3.0.0\npaths: &a { x: *a }")]
    [InlineData("openapi: 3.0.0\npaths: {}\n? [a, b]\n: c")]
    [InlineData("openapi: 3.0.0\n\tpaths: {}")]
    [InlineData("- openapi: 3.0.0")]
    [InlineData("!!binary x")]
    [InlineData("\uFEFF")]
    public void Malformed_YAML_is_refused_with_a_reason(string yaml) =>
        Assert.NotEmpty(Assert.Throws<InvalidDataException>(() => ContractReader.Read(yaml)).Message);

    [Theory]
    [InlineData("{\"a\":", "}")]
    [InlineData("[", "]")]
    [InlineData("{\"$ref\":\"#/x\",\"properties\":", "}")]
    public void Deep_nesting_is_refused_with_a_reason(string open, string close)
    {
        var deep = string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Throws<InvalidDataException>(() => ContractReader.Read(deep));
        Assert.Throws<InvalidDataException>(() => ContractReader.Read($"openapi: 3.0.0\npaths: {deep}"));
    }

    [Fact]
    public void Document_in_any_encoding_with_a_mark_is_read()
    {
        var document = Document($"\"/things\": {List}", Row);

        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32 })
            Assert.Single(ContractReader.Read(new ReadOnlyMemory<byte>([.. encoding.GetPreamble(), .. encoding.GetBytes(document)])).Views);
    }

    [Fact]
    public void Required_header_is_a_reason_until_the_settings_send_it()
    {
        var document = File.ReadAllText(Path.Combine(CorpusTests.Folder(), "required-headers.yaml"));

        Assert.Null(ContractReader.Read(document).FindView("invoices"));
        Assert.NotNull(ContractReader.Read(document, ["x-tenant"]).FindView("invoices"));
    }

    [Fact]
    public void Required_header_with_one_value_is_sent_unless_the_settings_have_it()
    {
        var document = File.ReadAllText(Path.Combine(CorpusTests.Folder(), "required-headers.yaml"));

        Assert.Equal("X-Version", Assert.Single(ContractReader.Read(document).FindView("pages")!.Headers).Key);
        Assert.Empty(ContractReader.Read(document, ["x-version"]).FindView("pages")!.Headers);
    }

    [Theory]
    [InlineData("Host", "elsewhere.example")]
    [InlineData("Cookie", "a=b")]
    [InlineData("X-Forwarded-Host", "elsewhere.example")]
    [InlineData("X-Version", "1\\r\\nHost: elsewhere.example")]
    public void Header_that_settings_may_not_have_is_not_sent_for_a_document_either(string name, string value)
    {
        var list = """{ "type": "array", "items": { "type": "object", "properties": { "id": { "type": "integer" } } } }""";
        var contract = ContractReader.Read(Document($$"""
            "/orders": { "get": {
              "parameters": [ { "name": "{{name}}", "in": "header", "required": true, "schema": { "type": "string", "enum": [ "{{value}}" ] } } ],
              "responses": { "200": { "description": "", "content": { "application/json": { "schema": {{list}} } } } } } }
            """, ""));

        Assert.Empty(contract.Views);
        Assert.Equal((PassedOverCodes.Header, name), (contract.Coverage.Named[0].Code, contract.Coverage.Named[0].Detail));
    }

    private static string Document(string paths, string schemas) => $$"""
        { "openapi": "3.1.0", "info": { "title": "Sample" }, "paths": { {{paths}} }, "components": { "schemas": { {{schemas}} } } }
        """;
}

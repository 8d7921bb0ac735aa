using Portal.Downstream;
using Portal.Downstream.Contract;

namespace Portal.Tests.Downstream;

/// <summary>The path of one row: which column is its key, and how a key is written.</summary>
public sealed class RowPathTests
{
    private const string OfOrder = """{ "$ref": "#/components/schemas/Order" }""";

    [Theory]
    [InlineData("/orders/{id}", "id,number", "id")]
    [InlineData("/orders/{number}", "id,number", "number")]
    [InlineData("/orders/{orderId}", "id,number", "id")]
    [InlineData("/orders/{orderId}", "id,orderId", "orderId")]
    [InlineData("/orders/{order}", "id,number", "id")]
    [InlineData("/orders/{order_uuid}", "id,number", "id")]
    [InlineData("/orders/{pk}", "id,number", "id")]
    [InlineData("/orders/{key}", "order_id,customer_id", "order_id")]
    [InlineData("/orders/{id}", "customerId,orderId", "orderId")]
    [InlineData("/orders/{customer}", "id,customerId", null)]
    [InlineData("/orders/{customerKey}", "id,number", null)]
    [InlineData("/orders/{id}", "customerId,total", null)]
    [InlineData("/orders('{id}')", "id,number", "id")]
    [InlineData("/orders(id={key})", "id,number", "id")]
    [InlineData("/orders(number={key})", "id,number", "number")]
    [InlineData("/orders({a},{b})", "a,b", null)]
    [InlineData("/others({id})", "id,number", null)]
    public void Key_is_the_column_that_the_path_names(string path, string columns, string? key) =>
        Assert.Equal(key, Read(path, columns).View.Row?.Key);

    [Theory]
    [InlineData("/orders/{id}", "string", "A B'1", "/orders/A%20B%271")]
    [InlineData("/orders('{id}')", "string", "O'Neil", "/orders('O%27%27Neil')")]
    [InlineData("/orders({id})", "string", "A (1)", "/orders('A%20%281%29')")]
    [InlineData("/orders(id={id})", "string", "x", "/orders(id='x')")]
    [InlineData("/orders({id})", "integer", "17", "/orders(17)")]
    [InlineData("/orders({id})", "integer", "1),x=(2", null)]
    [InlineData("/orders({id})", "integer", "1'", null)]
    [InlineData("/orders('{id}')", "string", "a/b", null)]
    [InlineData("/orders('{id}')", "string", "a%27b", null)]
    public void Key_is_a_literal_of_the_path(string path, string type, string key, string? written) =>
        Assert.Equal(written, SafePath.WithKey(Read(path, "id", type).RowPath ?? "", key));

    [Fact]
    public void Key_of_type_uuid_is_not_quoted() =>
        Assert.Equal("/orders({id})", Read("/orders({id})", "id", "string\", \"format\": \"uuid").RowPath);

    [Theory]
    [InlineData("order", "order")]
    [InlineData("data", "data")]
    [InlineData("customer", null)]
    public void Row_is_in_an_envelope_or_a_property_of_its_own_name(string property, string? place)
    {
        var found = Read("/orders/{id}", "id,total", response: $$"""
            { "type": "object", "properties": {
              "number": { "type": "string" }, "{{property}}": { "$ref": "#/components/schemas/Order" } } }
            """);

        Assert.Equal(("id", place), (found.View.Row?.Key, found.RowPlace));
    }

    private static ContractView Read(string path, string columns, string type = "integer", string response = OfOrder)
    {
        var properties = string.Join(',', columns.Split(',').Select(name => $$"""
            "{{name}}": { "type": "{{type}}" }
            """));
        var names = path.Split('{').Skip(1).Select(part => part.Split('}')[0]);
        var parameters = string.Join(',', names.Select(name => $$"""
            { "name": "{{name}}", "in": "path", "required": true, "schema": { "type": "string" } }
            """));
        return Assert.Single(ContractReader.Read($$"""
            { "openapi": "3.0.3", "info": { "title": "Orders", "version": "1" }, "paths": {
              "/orders": { "get": { "responses": { "200": { "description": "", "content": { "application/json": {
                "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Order" } } } } } } } },
              "{{path}}": { "get": { "parameters": [ {{parameters}} ],
                "responses": { "200": { "description": "", "content": { "application/json": {
                  "schema": {{response}} } } } } } } },
              "components": { "schemas": { "Order": { "type": "object", "properties": { {{properties}} } } } } }
            """).Views);
    }
}

using System.Text.Json;

namespace Portal.Tests.Emulator.Graph;

/// <summary>OData queries over plain HTTP: supported, refused, and paged.</summary>
[Collection(GraphTests.Name)]
public sealed class GraphQueryTests(GraphFixture graph)
{
    private static readonly (string, string) Eventual = ("ConsistencyLevel", "eventual");

    private string Token => graph.TokenOf("carol", "Directory.Read.All");

    [Fact]
    public async Task Collection_has_context_and_next_link()
    {
        var page = await graph.GetAsync("users?$select=id,displayName&$top=5", Token);
        var next = await graph.GetAsync(page.NextLink!, Token);

        Assert.Equal($"{graph.Root}/$metadata#users(id,displayName)", page["@odata.context"]);
        Assert.Equal("application/json", page.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(["id", "displayName"], page.Value[0].EnumerateObject().Select(p => p.Name));
        Assert.StartsWith($"{graph.Root}/users?", page.NextLink, StringComparison.Ordinal);
        Assert.Equal(["Alice", "Bob", "Carol", "Dave", "Erin"], Names(page));
        Assert.Equal(["Frank", "Grace"], Names(next));
        Assert.Null(next.NextLink);
    }

    [Theory]
    [InlineData("displayName eq 'ALICE'", "Alice")]
    [InlineData("startswith(userPrincipalName,'d') or displayName eq 'Bob'", "Bob,Dave")]
    [InlineData("displayName in ('Alice', 'Erin') and accountEnabled eq true", "Alice,Erin")]
    [InlineData("(startswith(displayName,'a') or startswith(displayName,'b')) and userType eq 'Member'", "Alice,Bob")]
    [InlineData("id eq 'a0000000-0000-4000-8000-000000000006'", "Frank")]
    [InlineData("displayName eq 'O''Neill'", "")]
    public async Task Filters_select_matching_objects(string filter, string names)
    {
        var page = await graph.GetAsync($"users?$filter={Uri.EscapeDataString(filter)}", Token);

        Assert.Equal(names, string.Join(',', Names(page)));
    }

    [Theory]
    [InlineData("not startswith(displayName,'a')", 6)]
    [InlineData("displayName ne 'Alice' and not (displayName eq 'Bob')", 5)]
    [InlineData("endswith(mail,'contoso.example')", 7)]
    public async Task Advanced_filters_require_eventual_consistency(string filter, int count)
    {
        var address = $"users?$count=true&$filter={Uri.EscapeDataString(filter)}";

        var refused = await graph.GetAsync(address, Token);
        var page = await graph.GetAsync(address, Token, Eventual);

        Assert.Equal((400, "Request_UnsupportedQuery"), (refused.Status, refused.Code));
        Assert.Equal(count, page.Json.GetProperty("@odata.count").GetInt32());
        Assert.Equal(count, page.Value.Length);
    }

    [Theory]
    [InlineData("$frobnicate=1")]
    [InlineData("$expand=memberOf")]
    [InlineData("$skip=10")]
    [InlineData("$top=0")]
    [InlineData("$top=1000")]
    [InlineData("$top=ten")]
    [InlineData("$top=1&$top=2")]
    [InlineData("$skiptoken=AAAA")]
    [InlineData("$skiptoken=_____w")]
    [InlineData("$select=shoeSize")]
    [InlineData("$filter=shoeSize eq '44'")]
    [InlineData("$filter=createdDateTime eq null")]
    [InlineData("$filter=displayName eq 'Alice")]
    [InlineData("$filter=displayName eq Alice")]
    [InlineData("$filter=displayName eq 'a' displayName")]
    [InlineData("$filter=displayName gt 'a'")]
    [InlineData("$filter=contains(displayName,'a')")]
    [InlineData("$filter=")]
    [InlineData("$orderby=displayName,mail")]
    [InlineData("$orderby=createdDateTime")]
    [InlineData("$search=\"displayName:a\"")]
    public async Task INJ_10_Unknown_or_unsupported_options_are_refused(string query)
    {
        var reply = await graph.GetAsync($"users?{query}", Token);

        Assert.Equal(400, reply.Status);
        Assert.Contains(
            reply.Code,
            (string[])["BadRequest", "Request_BadRequest", "Request_UnsupportedQuery", "Directory_ExpiredPageToken"]);
    }

    [Theory]
    [InlineData("displayName:a")]
    [InlineData("\"displayName\"")]
    [InlineData("\"displayName:a")]
    [InlineData("\"displayName:a\" NOR \"displayName:b\"")]
    [InlineData("\"shoeSize:44\"")]
    [InlineData("")]
    public async Task INJ_10_Invalid_search_is_refused(string search)
    {
        var reply = await graph.GetAsync($"users?$search={Uri.EscapeDataString(search)}", Token, Eventual);

        Assert.Equal(400, reply.Status);
    }

    [Fact]
    public async Task INJ_10_Long_and_deep_filters_are_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("(", 2000));
        var nots = string.Concat(Enumerable.Repeat("not ", 900));
        var wide = string.Join(" or ", Enumerable.Repeat("displayName eq 'a'", 16));

        foreach (var filter in (string[])[deep, nots, wide, new string('a', 5000)])
            Assert.Equal(
                400, (await graph.GetAsync($"users?$filter={Uri.EscapeDataString(filter)}", Token, Eventual)).Status);
    }

    [Theory]
    [InlineData("users/nobody@contoso.example", 404, "Request_ResourceNotFound")]
    [InlineData("servicePrincipals/a0000000-0000-4000-8000-000000000001", 404, "Request_ResourceNotFound")]
    [InlineData("servicePrincipals(appId='99999999-9999-4999-8999-999999999999')", 404, "Request_ResourceNotFound")]
    [InlineData("servicePrincipals/nonsense", 400, "Request_BadRequest")]
    [InlineData("oauth2PermissionGrants/nonsense", 404, "Request_ResourceNotFound")]
    [InlineData("mailFolders", 400, "BadRequest")]
    [InlineData("", 400, "BadRequest")]
    public async Task Missing_objects_return_graph_error_codes(string address, int status, string code)
    {
        var reply = await graph.GetAsync(address, Token);

        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Unsupported_method_is_405_and_invalid_json_is_400()
    {
        var method = await graph.SendAsync("DELETE", "users", Token, body: null);
        var writer = graph.TokenOf("carol", "DelegatedPermissionGrant.ReadWrite.All");
        var body = await graph.SendAsync("POST", "oauth2PermissionGrants", writer, body: null);

        Assert.Equal((405, 400), (method.Status, body.Status));
    }

    [Fact]
    public async Task Keys_can_be_path_segments_or_in_parentheses()
    {
        var slash = await graph.GetAsync("users/alice@contoso.example?$select=id", Token);
        var brackets = await graph.GetAsync("users('alice@contoso.example')?$select=id", Token);

        Assert.Equal(slash["id"], brackets["id"]);
    }

    [Fact]
    public async Task Batch_request_fails_if_its_dependency_fails()
    {
        object[] requests =
        [
            new { id = "1", method = "GET", url = "/users/nobody@contoso.example" },
            new { id = "2", method = "GET", url = "/me?$select=displayName", dependsOn = (string[])["1"] },
            new
            {
                id = "3",
                method = "GET",
                url = "/v1.0/users/$count",
                headers = new { ConsistencyLevel = "eventual" },
            },
        ];

        var reply = await graph.SendAsync("POST", "$batch", Token, new { requests });

        var parts = reply.Json.GetProperty("responses").EnumerateArray().ToArray();
        Assert.Equal([404, 424, 200], parts.Select(p => p.GetProperty("status").GetInt32()));
        Assert.Equal(
            "Request_ResourceNotFound",
            parts[0].GetProperty("body").GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("7", parts[2].GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("""{"requests":[]}""")]
    [InlineData("""{"requests":[{"id":"1"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/me"},{"id":"1","method":"GET","url":"/me"}]}""")]
    [InlineData("""{"requests":[{"id":"1","method":"GET","url":"/me","dependsOn":["2"]}]}""")]
    [InlineData("""{"requests":7}""")]
    public async Task Invalid_batch_is_refused(string batch)
    {
        var reply = await graph.SendAsync("POST", "$batch", Token, JsonDocument.Parse(batch).RootElement);

        Assert.Equal((400, "BadRequest"), (reply.Status, reply.Code));
    }

    private static IEnumerable<string?> Names(GraphReply page) =>
        page.Value.Select(u => u.GetProperty("displayName").GetString());
}

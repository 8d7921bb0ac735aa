using System.IO.Compression;
using Portal.Contracts;
using Portal.Downstream.Contract;

namespace Portal.Tests.OtherApis;

/// <summary>A public document that nobody wrote for this product: GitHub's.</summary>
public sealed class GitHubDocumentTests
{
    private readonly ApiContract _contract = ContractReader.Read(ReadDocument());

    [Fact]
    public void Its_collections_are_views_with_columns()
    {
        Assert.Equal("GitHub's official OpenAPI spec + Octokit extension", _contract.Title);
        Assert.Equal(44, _contract.Views.Count);
        Assert.All(_contract.Views, v => Assert.NotEmpty(v.View.Columns));
        Assert.Equal(
            ["id", "node_id", "name", "full_name"],
            Find("repositories").Columns.Take(4).Select(c => c.Name));
    }

    [Fact]
    public void Its_pages_are_found_by_number_and_by_link()
    {
        var gists = Find("gists").Protocol;

        Assert.Equal(("per_page", "page", "Link", null), (gists.Size, gists.Page, gists.Next, gists.Rows));
    }

    [Fact]
    public void Its_envelopes_and_totals_are_found()
    {
        var installations = Find("user-installations").Protocol;

        Assert.Equal(("installations", "total_count"), (installations.Rows, installations.Count));
    }

    [Fact]
    public void Its_sort_has_a_direction_apart()
    {
        var repositories = Find("user-repos");

        Assert.Equal(("sort", SortStyles.Apart, "direction"), (
            repositories.Protocol.Sort, repositories.Protocol.SortStyle, repositories.Protocol.SortDirection));
        Assert.Equal(["full_name"], repositories.Columns.Where(c => c.Sortable).Select(c => c.Name));
    }

    [Fact]
    public void Its_filters_are_parameters_called_as_columns_are()
    {
        var advisories = Find("advisories");

        Assert.Contains("severity", advisories.Columns.Where(c => c.Operators is not null).Select(c => c.Name));
    }

    [Theory]
    [InlineData("gists", "id")]
    [InlineData("user-codespaces", "name")]
    [InlineData("licenses", null)]
    public void Its_rows_are_known_by_the_column_that_their_path_names(string view, string? key) =>
        Assert.Equal(key, Find(view).Row?.Key);

    private DataView Find(string name) => _contract.FindView(name)!.View;

    private static string ReadDocument()
    {
        using var packed = typeof(GitHubDocumentTests).Assembly.GetManifestResourceStream("github.openapi.json.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}

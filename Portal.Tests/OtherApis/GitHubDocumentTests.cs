using System.IO.Compression;
using Portal.Contracts.Data;
using Portal.Downstream.Contract;
using Portal.Downstream.Dialect;

namespace Portal.Tests.OtherApis;

/// <summary>A public OpenAPI document that was not written for this portal: GitHub's.</summary>
public sealed class GitHubDocumentTests
{
    private readonly ApiContract _contract = ContractReader.Read(ReadDocument());

    [Fact]
    public void Collections_are_views_with_columns()
    {
        Assert.Equal("GitHub's official OpenAPI spec + Octokit extension", _contract.Title);
        Assert.Equal(44, _contract.Views.Count);
        Assert.All(_contract.Views, v => Assert.NotEmpty(v.View.Columns));
        Assert.Equal(
            ["id", "node_id", "name", "full_name"],
            Find("repositories").Columns.Take(4).Select(c => c.Name));
    }

    [Fact]
    public void Paging_by_number_and_link_is_recognized()
    {
        var gists = FindView("gists").Protocol;

        Assert.Equal(("per_page", "page", "Link", null), (gists.Size, gists.Page, gists.Next, gists.Rows));
    }

    [Fact]
    public void Row_arrays_and_totals_in_objects_are_recognized()
    {
        var installations = FindView("user-installations").Protocol;

        Assert.Equal(("installations", "total_count"), (installations.Rows, installations.Count));
    }

    [Fact]
    public void Sort_direction_is_a_separate_parameter()
    {
        var repositories = FindView("user-repos");

        Assert.Equal(("sort", SortStyles.Apart, "direction"), (
            repositories.Protocol.Sort, repositories.Protocol.SortStyle, repositories.Protocol.SortDirection));
        Assert.Equal(["full_name"], repositories.View.Columns.Where(c => c.Sortable).Select(c => c.Name));
    }

    [Fact]
    public void Parameters_named_like_columns_are_filters()
    {
        var advisories = Find("advisories");

        Assert.Contains("severity", advisories.Columns.Where(c => c.Operators is not null).Select(c => c.Name));
    }

    [Theory]
    [InlineData("gists", "id")]
    [InlineData("user-codespaces", "name")]
    [InlineData("licenses", null)]
    public void Key_of_a_row_is_the_column_named_in_its_path(string view, string? key) =>
        Assert.Equal(key, Find(view).Row?.Key);

    private DataView Find(string name) => FindView(name).View;

    private ContractView FindView(string name) => _contract.FindView(name)!;

    private static string ReadDocument()
    {
        using var packed = typeof(GitHubDocumentTests).Assembly.GetManifestResourceStream("github.openapi.json.gz")!;
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        return reader.ReadToEnd();
    }
}

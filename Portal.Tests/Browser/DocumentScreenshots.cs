using Microsoft.Playwright;
using Portal.Tests.Deployment;
using Portal.Tests.Rules;
using Portal.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Browser;

/// <summary>
/// The pictures in the README and in <c>docs</c>, taken of the real pages in both themes. With <c>UPDATE_DOCS=1</c> they are
/// written.
/// </summary>
[Collection(JourneysOfChange.Name)]
public sealed class DocumentScreenshots(DemoFixture fixture) : Journey(fixture)
{
    private const string UpdateVariable = "UPDATE_DOCS";
    private static readonly PageScreenshotOptions Quiet = new() { Animations = ScreenshotAnimations.Disabled };

    private static string Folder => Path.Combine(DeploymentFiles.Root, "docs", "images");

    [Theory(Explicit = true)]
    [Trait("Run", "Long")]
    [InlineData("home", "dave", "/", "figure")]
    [InlineData("refused", "bob", "/data/appb/orders", "main .problem")]
    [InlineData("tokens", "alice", "/tokens", "main details")]
    [InlineData("orders", "alice", "/data/appb/orders?chart=total:sum,placedOn:month", "main figure")]
    [InlineData("tour", "bob", "/tours/bobs-403/2", "tour-guide")]
    public async Task Picture_shows_the_page(string name, string user, string path, string shown)
    {
        await SignInWithConsentAsync(user);
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await OpenAsync(path);
            await CircuitRunsAsync();
            await Expect(Page.Locator(shown).First).ToBeVisibleAsync();
            var file = Path.Combine(Folder, $"{name}-{scheme.ToString().ToLowerInvariant()}.png");
            var picture = await Page.ScreenshotAsync(Quiet);
            if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
            {
                Directory.CreateDirectory(Folder);
                await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
            }

            Assert.True(File.Exists(file), $"{file} is missing. Run this test with {UpdateVariable}=1.");
        }
    }

    [Fact]
    public void Documents_show_all_pictures_and_no_others()
    {
        var documents = SourceFile.ReadAll("", "README.md").Concat(SourceFile.ReadAll("docs", ".md")).Select(d => d.Text).ToList();
        var pictures = Directory.GetFiles(Folder, "*.png").Select(file => Path.GetFileName(file)).ToList();

        Assert.NotEmpty(pictures);
        Assert.All(pictures, picture => Assert.Contains(documents, text => text.Contains($"images/{picture}", StringComparison.Ordinal)));
        Assert.Equal(
            pictures.Count,
            documents.SelectMany(text => text.Split('"', '(', ')', ' ')).Where(word => word.EndsWith(".png", StringComparison.Ordinal))
                .Select(Path.GetFileName).Distinct().Count());
    }
}

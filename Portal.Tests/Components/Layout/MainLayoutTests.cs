using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Components.Layout;

namespace Portal.Tests.Components.Layout;

public sealed class MainLayoutTests : ComponentTest
{
    [Fact]
    public void BLZ_26_Page_that_throws_shows_an_error_and_can_be_tried_again()
    {
        Api.Returns("/api/views", Samples.Catalog);
        Api.Returns("/api/access/summary", RowSamples.Access());
        var broken = true;
        RenderFragment body = builder =>
        {
            if (broken)
                throw new InvalidOperationException("Secret detail");

            builder.AddContent(0, "It works");
        };

        var layout = Render<MainLayout>(parameters => parameters.Add(l => l.Body, body));
        layout.WaitForAssertion(() => Assert.NotNull(layout.Find("main [role=alert]")));
        Assert.DoesNotContain("Secret detail", layout.Markup, StringComparison.Ordinal);
        layout.WaitForAssertion(() => Assert.NotNull(layout.Find("nav a[href='tokens']")));

        broken = false;
        layout.Find("main [role=alert] button").Click();

        layout.WaitForAssertion(() => Assert.Contains("It works", TextOf(layout)));
    }
}

using Bunit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Components.Rows;
using Portal.Redis;
using Portal.Tests.Support;

namespace Portal.Tests.Components.Rows;

/// <summary>A change that is kept while it is entered, and whose user leaves the form. Redis does not respond.</summary>
public sealed class LeftChangeTests() : RowChangeTest(
    new EncryptedEntries(
        RedisConnection.Open($"127.0.0.1:{ServerPrograms.FreePort()}", TimeProvider.System, NullLogger.Instance),
        new EphemeralDataProtectionProvider()))
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_is_not_restored(bool isSignedInAgain)
    {
        var cancellation = Xunit.TestContext.Current.CancellationToken;
        await Services.GetRequiredService<BrowserTab>().OnConnectionUpAsync(null!, cancellation);
        var row = Open(RowSamples.Order());
        OpenForm(row);
        Choose(row, "Cancelled");
        if (isSignedInAgain)
            User.SetAuthorized("Alice").SetClaims(new System.Security.Claims.Claim("oid", "alice"));

        await DisposeComponentsAsync();

        Assert.DoesNotContain(ChangePanel.NotSavedYet, TextOf(Open(RowSamples.Order())));
    }

    [Fact]
    public async Task It_is_restored_if_the_page_ended_instead()
    {
        var row = Open(RowSamples.Order());
        OpenForm(row);
        Choose(row, "Cancelled");

        await DisposeComponentsAsync();

        var restored = Open(RowSamples.Order());
        restored.WaitForAssertion(() => Assert.Contains(ChangePanel.NotSavedYet, TextOf(restored)));
    }
}

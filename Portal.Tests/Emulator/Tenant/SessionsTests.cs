using Entra.Emulator.Hosting;
using Entra.Emulator.Tenant;
using Microsoft.Extensions.Time.Testing;
using Portal.Tests.Support;

namespace Portal.Tests.Emulator.Tenant;

/// <summary>Sessions are forgotten a day after their last use, also in the database.</summary>
public sealed class SessionsTests
{
    private const string RedirectUri = "http://localhost/";

    [Theory]
    [InlineData(23, 1)]
    [InlineData(25, 0)]
    public void Session_is_kept_for_a_day_after_its_last_use(int hours, int apps)
    {
        using var data = new TemporaryFolder();
        using var database = new TenantDatabase(new StateFiles(data.Path));
        var clock = new FakeTimeProvider();
        var sessions = new Sessions(database, clock);
        var app = new App(Guid.NewGuid(), Guid.NewGuid(), "App");
        sessions.Remember("kept", app, RedirectUri);

        clock.Advance(TimeSpan.FromHours(hours));
        sessions.Remember("another", app, RedirectUri);

        Assert.Equal(apps, new Sessions(database, clock).End("kept").Count);
        Assert.Equal(apps, sessions.End("kept").Count);
    }
}

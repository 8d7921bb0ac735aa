using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Portal.Access;
using Portal.Access.Checks;
using Portal.Downstream.Contract;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>
/// What the portal says that AppB would say is what AppB says: the same token is sent to the one and shown to the other,
/// which knows no more than what AppB publishes.
/// </summary>
[Collection(AppBGroup.Name)]
public sealed class VerdictTests(AppBFixture appB)
{
    private static readonly string[] Unreadable = ["signature", "token"];
    private static readonly string[] Writer = ["Orders.Write"];
    private static readonly string[] Nested = ["Orders.Read Orders.Write"];

    private static readonly (string Name, Func<AppBFixture, TestAuthorityToken> Token)[] Refused =
    [
        ("no scp", f => Forgeries.Valid(f).Without("scp")),
        ("another scope", f => Forgeries.Valid(f).With("scp", "profile")),
        ("scope in capitals", f => Forgeries.Valid(f).With("scp", "ACCESS_AS_USER")),
        ("scope and a tab", f => Forgeries.Valid(f).With("scp", "a\taccess_as_user")),
        ("scp empty, idtyp user", f => Forgeries.Valid(f).With("scp", "").With("idtyp", "user")),
        ("neither scope nor role", f => Forgeries.Valid(f).Without("roles").With("scp", "profile")),
        ("no role", f => Forgeries.Valid(f).Without("roles")),
        ("another role", f => Forgeries.Valid(f).With("roles", Writer)),
        ("roles in one text", f => Forgeries.Valid(f).With("roles", Nested)),
        ("role for roles", f => Forgeries.Valid(f).Without("roles").With("role", "Orders.Read")),
        ("roles an object", f => Forgeries.Valid(f).With("roles", new { a = "Orders.Read" })),
        ("idtyp app with scp", f => Forgeries.Valid(f).With("idtyp", "app")),
        ("idtyp unknown", f => Forgeries.Valid(f).With("idtyp", "device")),
        ("application without its role", f => f.Application("Orders.Read")),
    ];

    // Here the library cannot read the claim, so AppB takes the whole token for unreadable. The portal names the claim.
    private static readonly Dictionary<string, string> NamedBetter = new()
    {
        ["aud a number"] = "audience",
        ["exp not a number"] = "lifetime",
        ["exp beyond all time"] = "lifetime",
        ["iat a word"] = "lifetime",
    };

    // What was forged in leaves another fault behind; that it was forged, only the key can tell.
    private static readonly Dictionary<string, string> SeenByTheKeyAlone = new() { ["payload altered"] = "role" };

    public static TheoryData<string> Forged => [.. Forgeries.All.Select(f => f.Name)];

    public static TheoryData<string> Lacking => [.. Refused.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task A_forged_token_stops_where_AppB_stops_it(string name)
    {
        var token = Forgeries.All.Single(f => f.Name == name).Forge(appB);

        var failed = await AskAsync(token);

        if (DecodedToken.OfPasted(token).Token is not { } read)
        {
            Assert.Contains(failed, Unreadable);
            return;
        }

        // Without the key a signature can only be left open; then nothing else may be found wrong.
        var verdict = await JudgeAsync(read);
        Assert.Equal(
            NamedBetter.GetValueOrDefault(name) ?? SeenByTheKeyAlone.GetValueOrDefault(name) ?? failed,
            verdict.Failed?.Validation.Name ?? Unchecked(verdict));
    }

    [Theory]
    [MemberData(nameof(Lacking))]
    public async Task A_token_that_lacks_something_stops_where_AppB_stops_it(string name)
    {
        var token = Refused.Single(f => f.Name == name).Token(appB).Sign();

        var verdict = await JudgeAsync(DecodedToken.OfPasted(token).Token!);

        Assert.Equal(await AskAsync(token), verdict.Failed?.Validation.Name);
    }

    [Fact]
    public async Task A_token_that_AppB_takes_stops_nowhere()
    {
        foreach (var token in new[] { Forgeries.Valid(appB), appB.Application("Orders.Read.All"), Forgeries.Valid(appB).With("idtyp", "user") })
        {
            var signed = token.Sign();

            Assert.Null(await AskAsync(signed));
            Assert.Null((await JudgeAsync(DecodedToken.OfPasted(signed).Token!)).Failed);
        }
    }

    private static string? Unchecked(Verdict verdict) =>
        verdict.Outcomes.FirstOrDefault(o => o.State == CheckState.NotChecked)?.Validation.Name;

    private async Task<Verdict> JudgeAsync(TokenContent token)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var validations = ValidationReader.Read(await appB.Anonymous.GetStringAsync(
            ValidationReader.Address(appB.Anonymous.BaseAddress!), cancellation));
        var contract = ContractReader.Read(await appB.Anonymous.GetStringAsync("/openapi/v1.json", cancellation));
        return Verdict.Of(token, ApiRules.Of("AppB", validations), contract.FindView("orders")!.Requirements, DateTimeOffset.UtcNow);
    }

    // The first check that AppB names; null when it lets the token in.
    private async Task<string?> AskAsync(string token)
    {
        using var response = await appB.GetAsync("/orders?$top=1", token);
        if (response.StatusCode == HttpStatusCode.OK)
            return null;

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return problem.GetProperty("failed")[0].GetString();
    }
}

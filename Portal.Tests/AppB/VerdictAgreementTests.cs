using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AccessContract;
using AccessContract.Checks;
using Portal.Downstream.Contract;
using Portal.Tests.Support;

namespace Portal.Tests.AppB;

/// <summary>
/// The portal's verdict on a token agrees with AppB's response to it. The portal knows only what AppB publishes.
/// </summary>
[Collection(AppBGroup.Name)]
public sealed class VerdictAgreementTests(AppBFixture appB)
{
    private static readonly string[] Unreadable = ["signature", "token"];

    // Only the key detects an altered payload; without it, the altered role fails.
    private static readonly Dictionary<string, string> DetectableByKeyOnly =
        new() { ["TOK-07 payload altered"] = "role" };

    public static IEnumerable<TheoryDataRow<string>> Tampered => TamperedTokenCases.Rows;

    public static IEnumerable<TheoryDataRow<string>> Insufficient =>
        UnusualTokens.Insufficient.Select(f => AbuseCase.Row(f.Name));

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task Tampered_token_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var token = TamperedTokenCases.All.Single(f => f.Name == name).Make(appB.Target);

        var failed = await FailedCheckAsync(token);

        if (DecodedToken.Of(token, SignatureEvidence.Unchecked).Token is not { } read)
        {
            Assert.Contains(failed, Unreadable);
            return;
        }

        // Without the key the signature stays unchecked; then no other check may fail.
        var verdict = await EvaluateAsync(read);
        Assert.Equal(
            DetectableByKeyOnly.GetValueOrDefault(name) ?? failed,
            verdict.Failed?.Name ?? Unchecked(verdict));
    }

    [Theory]
    [MemberData(nameof(Insufficient))]
    public async Task Insufficient_token_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var token = UnusualTokens.Insufficient.Single(f => f.Name == name).Token(appB).Sign();

        var verdict = await EvaluateAsync(DecodedToken.Of(token, SignatureEvidence.Unchecked).Token!);

        Assert.Equal(await FailedCheckAsync(token), verdict.Failed?.Name);
    }

    [Theory]
    [MemberData(nameof(UnusualTokens.ClaimRows), MemberType = typeof(UnusualTokens))]
    public async Task Claim_of_an_unexpected_type_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var (_, claim, value) = UnusualTokens.ClaimChanges.Single(o => o.Name == name);

        await AssertSameAsync(TamperedTokenCases.Valid(appB).With(claim, value).Sign());
    }

    [Theory]
    [MemberData(nameof(UnusualTokens.HeaderRows), MemberType = typeof(UnusualTokens))]
    public async Task Unusual_header_fails_the_same_check_in_the_portal_and_in_AppB(string name)
    {
        var (_, change) = UnusualTokens.HeaderChanges.Single(o => o.Name == name);

        await AssertSameAsync(change(TamperedTokenCases.Valid(appB)).Sign());
    }

    [Fact]
    public async Task Token_that_AppB_accepts_passes_every_check_in_the_portal()
    {
        TestAuthorityToken[] accepted =
        [
            TamperedTokenCases.Valid(appB),
            TamperedTokenCases.Valid(appB).With("idtyp", "user"),
            appB.Application("Orders.Read.All"),
        ];
        foreach (var token in accepted)
        {
            var signed = token.Sign();

            Assert.Null(await FailedCheckAsync(signed));
            Assert.Null((await EvaluateAsync(DecodedToken.Of(signed, SignatureEvidence.Unchecked).Token!)).Failed);
        }
    }

    // If AppB refuses the signature, the portal has not checked it.
    private async Task AssertSameAsync(string token)
    {
        var failed = await FailedCheckAsync(token);
        var verdict = await EvaluateAsync(DecodedToken.Of(token, SignatureEvidence.Unchecked).Token!);

        Assert.Equal(failed, verdict.Failed?.Name ?? (failed is null ? null : Unchecked(verdict)));
    }

    private static string? Unchecked(Verdict verdict) =>
        verdict.Checks.FirstOrDefault(o => o.State == CheckState.NotChecked)?.Name;

    private async Task<Verdict> EvaluateAsync(TokenContent token)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var validations = ValidationReader.Read(await appB.Anonymous.GetStringAsync(
            ValidationReader.Address(appB.Anonymous.BaseAddress!), cancellation));
        var contract = ContractReader.Read(await appB.Anonymous.GetStringAsync("/openapi/v1.json", cancellation));
        var requirements = contract.FindView("orders")!.View.Required;
        return Verdict.Of(token, ApiRules.Of("AppB", validations), requirements, DateTimeOffset.UtcNow);
    }

    // The first failed check in the response; null if the token is accepted.
    private async Task<string?> FailedCheckAsync(string token)
    {
        using var response = await appB.GetAsync("/orders?$top=1", token);
        if (response.StatusCode == HttpStatusCode.OK)
            return null;

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return problem.GetProperty("failed")[0].GetString();
    }
}

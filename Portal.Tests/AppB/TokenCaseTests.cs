using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using AccessContract;
using AccessContract.Checks;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Downstream.Contract;
using Portal.Tests.Support;
using ServiceDefaults.LoopbackAuthority;
using ZiggyCreatures.Caching.Fusion;

namespace Portal.Tests.AppB;

/// <summary>
/// For each token the portal names the check, the cause and the person, and AppB's own response names the same check.
/// </summary>
[Collection(AppBGroup.Name)]
public sealed class TokenCaseTests(AppBFixture appB)
{
    private const string UnreachableAuthority = "https://127.0.0.1:1/x/v2.0";

    public static TheoryData<string> Names => [.. TokenCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Portal_names_check_cause_and_person_and_AppB_the_same_check(string name)
    {
        var expected = TokenCases.All.Single(c => c.Name == name);
        var token = expected.Make(appB);

        var failed = (await InspectAsync(token, expected.Operation)).Failed;

        Assert.Equal((expected.Check, expected.Cause, expected.Owner), (failed?.Name, failed?.Cause, failed?.Fix?.Owner));
        Assert.Equal(expected.Check, await FailedCheckAsync(token, expected.Operation));
    }

    [Fact]
    public async Task Token_with_a_fitting_signature_is_allowed()
    {
        var verdict = await InspectAsync(TokenCase.User(appB).Sign());

        Assert.Equal(VerdictState.Allowed, verdict.State);
    }

    [Fact]
    public async Task Verdict_is_unsure_while_the_keys_cannot_be_fetched()
    {
        await using var services = Services();
        var rules = await WithSecondAuthorityAsync();

        var verdict = await InspectAsync(TokenCase.User(appB).With("iss", UnreachableAuthority).Sign(), rules, services);

        Assert.Equal(VerdictState.Unsure, verdict.State);
        Assert.Contains("Unknown", verdict.Checks[0].Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_of_the_accepted_authority_that_issued_the_token_are_used()
    {
        await using var services = Services();
        var rules = await WithSecondAuthorityAsync();

        var verdict = await InspectAsync(TokenCase.User(appB).Sign(), rules, services);

        Assert.Equal(VerdictState.Allowed, verdict.State);
    }

    [Fact]
    public async Task Signature_with_another_algorithm_is_not_checked_if_the_API_publishes_no_algorithm()
    {
        await using var services = Services();
        var rules = Rules(await ValidationsAsync());
        rules = rules with { Validations = [.. rules.Validations.Select(v => v.Name == "signature" ? v with { Accepted = [] } : v)] };
        var token = TokenCase.User(appB).WithHeader("alg", "PS256")
            .Sign(d => appB.Authority.Key.Rsa.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

        var verdict = await InspectAsync(token, rules, services);

        Assert.Equal(VerdictState.Unsure, verdict.State);
    }

    [Fact]
    public async Task Made_up_key_ids_do_not_cause_requests_to_the_authority()
    {
        await using var services = Services();
        var rules = Rules(await ValidationsAsync());
        await InspectAsync(TokenCase.User(appB).Sign(), rules, services);
        var before = appB.Authority.MetadataRequests;

        for (var i = 0; i < 20; i++)
            await InspectAsync(TokenCase.User(appB).WithHeader("kid", $"made-up-{i}").Sign(), rules, services);

        Assert.Equal(before, appB.Authority.MetadataRequests);
    }

    // An API that trusts two authorities, of which the first does not respond.
    private async Task<ApiRules> WithSecondAuthorityAsync()
    {
        var rules = Rules(await ValidationsAsync());
        return rules with
        {
            Validations = [.. rules.Validations.Select(v => v.Name == "issuer" ? v with { Accepted = [UnreachableAuthority, .. v.Accepted] } : v)],
        };
    }

    private async Task<Verdict> InspectAsync(string token, string operation = TokenCase.Read)
    {
        await using var services = Services();
        return await InspectAsync(token, Rules(await ValidationsAsync()), services, operation);
    }

    private async Task<Verdict> InspectAsync(
        string token, ApiRules rules, IServiceProvider services, string operation = TokenCase.Read)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var verified = await services.GetRequiredService<SignatureVerifier>()
            .VerifyAsync(DecodedToken.Of(token, SignatureEvidence.Unchecked), rules, cancellation);
        var contract = ContractReader.Read(await appB.Anonymous.GetStringAsync("/openapi/v1.json", cancellation));
        return Verdict.Of(verified!, rules, Required(contract, operation), DateTimeOffset.UtcNow);
    }

    private static IReadOnlyList<AccessAlternative> Required(ApiContract contract, string operation) => operation switch
    {
        TokenCase.Report => contract.FindView("reports-sales")!.View.Required,
        TokenCase.Change => contract.FindView("orders")!.View.Row!.Change!.Required,
        _ => contract.FindView("orders")!.View.Required,
    };

    private async Task<IReadOnlyList<Validation>> ValidationsAsync() => ValidationReader.Read(
        await appB.Anonymous.GetStringAsync(
            ValidationReader.Address(appB.Anonymous.BaseAddress!), TestContext.Current.CancellationToken));

    private static ApiRules Rules(IReadOnlyList<Validation> validations) =>
        ApiRules.Of("AppB", validations) with { Apps = TokenCase.Apps, Client = TokenCase.PortalId };

    private ServiceProvider Services()
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<PublishedKeys>().AddSingleton<SignatureVerifier>();
        services.AddFusionCache();
        services.AddHttpClient(PublishedKeys.ClientName)
            .ConfigurePrimaryHttpMessageHandler(() => PinnedHandler.Create(appB.CertificateFolder));
        return services.BuildServiceProvider();
    }

    private async Task<string?> FailedCheckAsync(string token, string operation)
    {
        var parts = operation.Split(' ');
        using var response = await appB.SendAsync(HttpMethod.Parse(parts[0]), parts[1], token);
        if (response.StatusCode == HttpStatusCode.OK)
            return null;

        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return problem.GetProperty("failed")[0].GetString();
    }
}

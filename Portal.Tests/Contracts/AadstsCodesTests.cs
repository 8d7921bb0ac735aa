using Entra.Emulator.OAuth.Errors;
using Portal.Contracts.Problems;

namespace Portal.Tests.Contracts;

public sealed class AadstsCodesTests
{
    // Only other clients get these codes: for the device code flow, and for values that the portal's libraries never
    // send.
    private static readonly int[] OtherClients = [70016, 70018, 70020];

    [Fact]
    public void Every_emulator_error_code_is_explained()
    {
        var codes = ErrorTable.All.Keys.Except(OtherClients).ToList();

        Assert.NotEmpty(codes);
        Assert.DoesNotContain(codes, code => AadstsCodes.Find($"AADSTS{code}") is null);
    }

    [Fact]
    public void Codes_are_unique_and_have_a_meaning_and_a_fix()
    {
        Assert.NotEmpty(AadstsCodes.All);
        Assert.Equal(AadstsCodes.All.Count, AadstsCodes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(
            AadstsCodes.All,
            c => Assert.True(c is { Meaning.Length: > 20, Fix.Length: > 5 } && !c.Title.EndsWith('.'), c.Code));
    }

    [Theory]
    [InlineData("65001", "AADSTS65001")]
    [InlineData("SECRET expired", "AADSTS7000222")]
    [InlineData("  redirect  registered ", "AADSTS50011")]
    public void Search_matches_codes_and_texts(string expected, string code) =>
        Assert.Contains(AadstsCodes.Search(expected), c => c.Code == code);

    [Fact]
    public void Unknown_codes_are_not_found()
    {
        Assert.Null(AadstsCodes.Find("AADSTS1"));
        Assert.Null(AadstsCodes.Find(null));
        Assert.Empty(AadstsCodes.Search("AADSTS65001 nonsense"));
    }
}

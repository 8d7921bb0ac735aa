using AccessContract.Checks;
using Entra.Emulator.OAuth.Errors;
using Portal.Contracts.Problems;

namespace Portal.Tests.Contracts;

public sealed class AadstsCodesTests
{
    private const int MaxSentence = 165;

    // What people meet in Entra most often, whether or not the emulator can return it.
    private static readonly int[] Common =
    [
        650051, 650052, 650053, 650054, 650056, 650057, 65001, 65002, 65004, 65005, 70000, 70001, 70002, 70008, 70011,
        70016, 70043, 70044, 700016, 700020, 700022, 700023, 700024, 700025, 700027, 700030, 700038, 700051, 700054,
        700082, 700084, 700211, 700212, 700213, 7000110, 7000112, 7000114, 7000215, 7000218, 7000222, 7000229,
        50001, 50005, 50011, 50012, 50013, 50020, 50034, 50053, 50055, 50056, 50057, 50058, 50059, 50072, 50074, 50076,
        50078, 50079, 50085, 50089, 50097, 50105, 50107, 50126, 50128, 50129, 50131, 50132, 50133, 50135, 50139, 50140,
        50142, 50144, 50146, 50158, 50161, 50173, 50177, 50178, 50180, 50194, 50199, 51000, 51004, 53000, 53001, 53002,
        53003, 53004, 54000, 54005, 500011, 500014, 500021, 500022, 500113, 500131, 500133, 501051, 501461, 501481,
        530002, 530003, 530004, 530031, 530032, 80001, 80002, 80012, 81010, 90002, 90004, 90006, 90008, 90009, 90010,
        90014, 90015, 90019, 90023, 90027, 90033, 90036, 90072, 90094, 90095, 90099, 90100, 90130, 900023, 900144,
        900382, 900561, 900971, 901002, 9002313, 9002325, 9002326, 9002327, 120000, 120013, 130004, 135010, 16000, 16001,
        160021, 240001, 1000000, 1000002, 100007, 1002012, 1003031, 40008, 40009, 75001, 75005, 75011, 76021,
    ];

    [Fact]
    public void Every_emulator_error_code_is_explained()
    {
        Assert.NotEmpty(ErrorTable.All);
        Assert.DoesNotContain(ErrorTable.All.Keys, code => AadstsCodes.Find($"AADSTS{code}") is null);
    }

    [Fact]
    public void Common_codes_of_entra_are_explained() =>
        Assert.DoesNotContain(Common, code => AadstsCodes.Find($"AADSTS{code}") is null);

    [Fact]
    public void Codes_are_unique_and_have_a_meaning_and_a_fix()
    {
        Assert.NotEmpty(AadstsCodes.All);
        Assert.Equal(AadstsCodes.All.Count, AadstsCodes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(
            AadstsCodes.All,
            c => Assert.True(
                c is { Subject.Length: > 5, Title.Length: > 10, Meaning.Length: > 20, Fix.Length: > 5 }
                    && !c.Title.EndsWith('.') && c.Meaning.EndsWith('.') && c.Fix.EndsWith('.') && Enum.IsDefined(c.Who),
                c.Code));
    }

    [Fact]
    public void No_sentence_is_too_long() =>
        Assert.All(
            AadstsCodes.All,
            c => Assert.All(
                $"{c.Title}. {c.Meaning} {c.Fix}".Split(". "),
                sentence => Assert.True(sentence.Length <= MaxSentence, $"{c.Code}: {sentence}")));

    [Theory]
    [InlineData("AADSTS7000215", FixOwner.Operator)]
    [InlineData("AADSTS7000222", FixOwner.Operator)]
    [InlineData("AADSTS50011", FixOwner.ClientDeveloper)]
    [InlineData("AADSTS650057", FixOwner.ClientDeveloper)]
    [InlineData("AADSTS500011", FixOwner.Administrator)]
    [InlineData("AADSTS650052", FixOwner.Administrator)]
    [InlineData("AADSTS501461", FixOwner.ApiDeveloper)]
    [InlineData("AADSTS65001", FixOwner.You)]
    public void Each_code_names_who_can_fix_it(string code, FixOwner who) => Assert.Equal(who, AadstsCodes.Find(code)?.Who);

    [Theory]
    [InlineData("AADSTS50105", true)]
    [InlineData("AADSTS50057", true)]
    [InlineData("AADSTS53003", true)]
    [InlineData("AADSTS7000112", true)]
    [InlineData("AADSTS650052", true)]
    [InlineData("AADSTS90094", false)]
    [InlineData("AADSTS50020", false)]
    [InlineData("AADSTS53000", false)]
    [InlineData("AADSTS50076", false)]
    public void A_block_is_a_refusal_that_no_interaction_ends(string code, bool isBlock) =>
        Assert.Equal(isBlock, AadstsCodes.Find(code)?.IsBlock);

    [Fact]
    public void Unknown_codes_are_not_found()
    {
        Assert.Null(AadstsCodes.Find("AADSTS1"));
        Assert.Null(AadstsCodes.Find(null));
    }

    [Theory]
    [InlineData("AADSTS50105", "https://login.microsoftonline.com/error?code=50105")]
    [InlineData(" aadsts1234567 ", "https://login.microsoftonline.com/error?code=1234567")]
    [InlineData("700056", "https://login.microsoftonline.com/error?code=700056")]
    [InlineData("AADSTS12", null)]
    [InlineData("AADSTS1234567890", null)]
    [InlineData("AADSTS50105&x=1", null)]
    [InlineData("invalid_client", null)]
    [InlineData(null, null)]
    public void The_reference_of_any_code_is_linked(string? code, string? url) =>
        Assert.Equal(url, AadstsCodes.ReferenceUrl(code));
}

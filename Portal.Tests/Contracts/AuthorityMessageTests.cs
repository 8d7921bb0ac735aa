using Portal.Contracts.Problems;

namespace Portal.Tests.Contracts;

public sealed class AuthorityMessageTests
{
    private const string Ids =
        "\r\nTrace ID: 0000aaaa-11bb-cccc-dd22-eeeeee333333\r\nCorrelation ID: aaaa0000-bb11-2222-33cc-444444dddddd"
        + "\r\nTimestamp: 2026-01-09 02:02:12Z";

    [Fact]
    public void Code_text_and_correlation_id_are_split()
    {
        var message = AuthorityMessage.Read("AADSTS999999: Something is not right.\r\nSee the manual." + Ids);

        Assert.Equal(
            new AuthorityMessage(
                "AADSTS999999", "Something is not right. See the manual.", "aaaa0000-bb11-2222-33cc-444444dddddd"),
            message);
    }

    [Fact]
    public void Text_is_found_within_an_exception()
    {
        var text = AuthorityMessage.Read(
            "Message contains error: 'access_denied', error_description: 'AADSTS650052: The app needs a service.', "
                + "error_uri: 'https://login.example/error?code=650052'.")?.Text;

        Assert.Equal("The app needs a service.", text);
    }

    [Fact]
    public void Long_text_is_shortened()
    {
        var text = AuthorityMessage.Read("AADSTS999999: " + string.Join(' ', Enumerable.Repeat("word", 400)))?.Text;

        Assert.Equal(401, text?.Length);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_are_not_repeated()
    {
        var token = $"eyJhbGciOiJSUzI1NiJ9.{new string('a', 60)}.{new string('b', 60)}";

        Assert.Equal("The assertion '…' is wrong.", AuthorityMessage.Read($"AADSTS50013: The assertion '{token}' is wrong.")?.Text);
    }

    [Theory]
    [InlineData("AADSTS65001")]
    [InlineData("seen AADSTS65001 here")]
    public void Code_without_text_has_none(string message) =>
        Assert.Equal(new AuthorityMessage("AADSTS65001", "", CorrelationId: null), AuthorityMessage.Read(message));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("invalid_grant")]
    [InlineData("AADSTS12: too short")]
    public void Message_without_a_code_is_none(string? message) => Assert.Null(AuthorityMessage.Read(message));
}

using AccessContract.Pasting;

namespace Portal.Tests.AccessContract;

/// <summary>Pasted text: the token in it is found, and anything else is named.</summary>
public sealed class PastedTextTests
{
    public static TheoryData<string> OneToken => [.. Pastes.OfOneToken.Select(p => p.Name)];

    public static TheoryData<string> OtherKinds => [.. Pastes.OfOtherKinds.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(OneToken))]
    public void The_one_token_is_found(string name)
    {
        var result = PastedText.Read(Pastes.OfOneToken.Single(p => p.Name == name).Text);

        Assert.Equal(PasteKind.Token, result.Kind);
        Assert.True(Pastes.IsExpected(result.Tokens[0]), "Another token was found.");
        Assert.Null(result.Error);
    }

    [Theory]
    [MemberData(nameof(OtherKinds))]
    public void Anything_else_is_named(string name)
    {
        var (_, text, kind) = Pastes.OfOtherKinds.Single(p => p.Name == name);

        var result = PastedText.Read(text);

        Assert.Equal(kind, result.Kind);
        Assert.Equal(result.Tokens.Count == 0, result.Error is { Length: > 0 });
        Assert.True(text.Length < 20 || result.Error?.Contains(text, StringComparison.Ordinal) is not true);
    }

    [Fact]
    public void What_was_ignored_is_noted()
    {
        var result = PastedText.Read(Pastes.OfOneToken.Single(p => p.Name == "token response").Text);

        Assert.Contains(result.Notes, n => n.Contains("(id_token)", StringComparison.Ordinal));
        Assert.Contains(result.Notes, n => n.Contains("(refresh_token)", StringComparison.Ordinal));
    }

    [Fact]
    public void Mutated_text_never_throws()
    {
        var random = new Random(4711);
        string[] texts = [.. Pastes.OfOneToken.Select(p => p.Text), .. Pastes.OfOtherKinds.Select(p => p.Text).Where(t => t.Length is > 0 and < 40_000)];

        for (var run = 0; run < 20_000; run++)
        {
            var mutated = texts[run % texts.Length].ToCharArray();
            for (var change = 0; change <= run % 5; change++)
                mutated[random.Next(mutated.Length)] = (char)random.Next(random.Next(2) == 0 ? 128 : 0xFFFF);

            var result = PastedText.Read(new string(mutated));
            Assert.True(result.Tokens.Count == 0 != result.Error is null);
        }
    }
}

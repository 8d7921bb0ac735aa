using Portal.Components.Shared;
using Portal.Contracts.Access;

namespace Portal.Tests.Components;

/// <summary>Names instead of ids in texts of checks; what is copied stays the value.</summary>
public sealed class NamedPartsTests
{
    private const string Tenant = "11111111-1111-4111-8111-111111111111";
    private const string AppB = "33333333-3333-4333-8333-333333333333";
    private const string Unknown = "99999999-9999-4999-8999-999999999999";

    private static readonly IReadOnlyList<NamedId> Names = [new(Tenant, "the tenant"), new(AppB, "AppB")];

    [Theory]
    [InlineData(AppB, "AppB")]
    [InlineData($"{AppB}/access_as_user", "AppB · access_as_user")]
    [InlineData($"{AppB}/.default", "AppB · .default")]
    [InlineData($"https://login.example/{Tenant}/v2.0", "https://login.example/{tenant}/v2.0")]
    [InlineData($"api://{AppB}", "api://{AppB}")]
    [InlineData(Unknown, null)]
    [InlineData($"aud {AppB}", null)]
    [InlineData("Orders.Read", null)]
    public void Value_is_named_by_the_id_in_it(string value, string? name) => Assert.Equal(name, NamedParts.NameOf(value, Names));

    [Fact]
    public void Sentence_keeps_its_text_and_the_values()
    {
        var text = $"The token is from {Tenant}, not from {Unknown}. It is of https://login.example/{Tenant}/v2.0.";

        var parts = NamedParts.Read(text, Names);

        Assert.Equal(text, string.Concat(parts.Select(p => p.Text)));
        Assert.Equal(["the tenant", "https://login.example/{tenant}/v2.0"], parts.Select(p => p.Name).OfType<string>());
    }

    [Theory]
    [InlineData("exp 2026-11-28 07:26:36 UTC", "2026-11-28T07:26:36Z")]
    [InlineData("2027-02-26 06:05 UTC", "2027-02-26T06:05:00Z")]
    public void Times_are_found(string text, string time) =>
        Assert.Equal(DateTimeOffset.Parse(time, null), Assert.Single(NamedParts.Read(text, Names), p => p.Time is not null).Time);

    [Fact]
    public void Without_names_texts_are_unchanged() => Assert.Equal($"aud is {AppB}.", NamedParts.Plain($"aud is {AppB}.", []));
}

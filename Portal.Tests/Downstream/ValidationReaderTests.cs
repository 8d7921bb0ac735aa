using Portal.Downstream.Contract;

namespace Portal.Tests.Downstream;

public sealed class ValidationReaderTests
{
    [Fact]
    public void Validations_are_read_in_order()
    {
        var read = ValidationReader.Read("""
            { "resource": "https://x", "urn:on-behalf-of-portal:validations": [
              { "name": "audience", "demand": "For us.", "accepted": ["a", "b"] },
              { "name": "lifetime", "demand": "Now." },
              { "name": "own", "accepted": [1, null, "c"] } ] }
            """);

        Assert.Equal(["audience", "lifetime", "own"], read.Select(v => v.Name));
        Assert.Equal(["a", "b"], read[0].Accepted);
        Assert.Equal(("Now.", 0), (read[1].Demand, read[1].Accepted.Count));
        Assert.Equal(["c"], read[2].Accepted);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"urn:on-behalf-of-portal:validations":{}}""")]
    [InlineData("""{"urn:on-behalf-of-portal:validations":[1,null,[],{"name":""},{"name":5},{"demand":"x"}]}""")]
    [InlineData("""{"urn:on-behalf-of-portal:validations":[{"name":"\ud83d"}]}""")]
    public void Document_without_valid_validations_has_none(string json)
    {
        Assert.Empty(ValidationReader.Read(json));
    }

    [Fact]
    public void Number_and_length_of_validations_are_limited()
    {
        var many = string.Join(
            ',', Enumerable.Range(0, 1000).Select(i => $$"""{"name":"n{{i}}","demand":"{{new string('x', 5000)}}"}"""));

        var read = ValidationReader.Read($$"""{"urn:on-behalf-of-portal:validations":[{{many}}]}""");

        Assert.Equal(30, read.Count);
        Assert.All(read, v => Assert.InRange(v.Demand.Length, 0, 400));
    }

    [Theory]
    [InlineData("http://localhost:7103/", "http://localhost:7103/.well-known/oauth-protected-resource")]
    [InlineData("https://api.example/v2", "https://api.example/.well-known/oauth-protected-resource/v2")]
    [InlineData("https://api.example/v2/?x=1", "https://api.example/.well-known/oauth-protected-resource/v2")]
    public void Address_of_the_document_follows_RFC_9728(string resource, string address)
    {
        Assert.Equal(address, ValidationReader.Address(new Uri(resource)).ToString());
    }
}

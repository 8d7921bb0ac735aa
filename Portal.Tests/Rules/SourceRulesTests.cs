namespace Portal.Tests.Rules;

public sealed class SourceRulesTests
{
    public static TheoryData<string> Rules() => [.. SourceRules.All.Select(rule => rule.Why)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void INJ_04_OBO_21_Source_keeps_the_rule(string rule)
    {
        var breaches = SourceRules.All.Single(r => r.Why == rule).Breaches().ToList();

        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void Every_exception_is_still_needed() =>
        Assert.Empty(SourceRules.All.SelectMany(rule => rule.NeedlessExceptions()));

    [Theory]
    [InlineData("var html = new MarkupString(text);")]
    [InlineData("builder.AddMarkupContent(0, text);")]
    [InlineData("element.innerHTML = text;")]
    [InlineData("@SvgIcon.Small(row.Note)")]
    [InlineData(
        "handler.ServerCertificateCustomValidationCallback = "
        + "HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;")]
    [InlineData("ssl.RemoteCertificateValidationCallback = (_, _, _, _) => true,")]
    [InlineData("o.TokenValidationParameters.ValidateIssuer = false;")]
    [InlineData("ValidateLifetime=false,")]
    [InlineData("o.RequireHttpsMetadata = false;")]
    [InlineData("SignatureValidator = (token, _) => new JsonWebToken(token),")]
    [InlineData("outgoing.Headers.Authorization = AuthenticationHeaderValue.Parse(request.Headers.Authorization);")]
    [InlineData("var header = context.Request.Headers[\"Authorization\"];")]
    [InlineData("<a href=\"/tokens\">Tokens</a>")]
    [InlineData("Navigation.NavigateTo(\"/tokens\");")]
    [InlineData("const string Path = \"/trace\";")]
    [InlineData("var address = $\"/data/{api}\";")]
    [InlineData("fetch('/export')")]
    [InlineData("await Task.Delay(100);")]
    [InlineData("Thread.Sleep(100);")]
    public void Breach_is_found(string line) => Assert.NotEmpty(Check("Some/File.cs", line));

    [Theory]
    [InlineData("request.Headers.Authorization = new AuthenticationHeaderValue(\"Bearer\", token);")]
    [InlineData("@SvgIcon.Small(Icons.Material.Rounded.Check)")]
    [InlineData("// MarkupString would not be encoded")]
    [InlineData("o.TokenValidationParameters.ValidateIssuer = true;")]
    [InlineData("var evaluated = Retrieval(text);")]
    [InlineData("@page \"/tokens\"")]
    [InlineData("<a href=\"tokens\">Tokens</a><br class=\"x\"/>")]
    [InlineData("await time.Delay(TimeSpan.FromSeconds(1), cancellationToken);")]
    public void Harmless_line_is_not_reported(string line) => Assert.Empty(Check("Some/File.cs", line));

    [Fact]
    public void Failure_names_file_line_and_rule()
    {
        var breach = Assert.Single(
            Check("Portal/Components/Pages/Home.razor", "<h1>Hello</h1>\n@((MarkupString)Text)"));

        Assert.StartsWith(
            "Portal/Components/Pages/Home.razor:2: markup and scripts are never built from strings",
            breach,
            StringComparison.Ordinal);
    }

    private static IEnumerable<string> Check(string path, string text) =>
        SourceRules.All.SelectMany(rule => rule.Breaches([new SourceFile(path, text)]));
}

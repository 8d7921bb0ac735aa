using System.Globalization;
using System.Text.RegularExpressions;
using Entra.Emulator.OAuth.Errors;
using Entra.Emulator.Pages;

namespace Portal.Tests.Emulator.OAuth;

/// <summary>Produces each error code, in a token response, a redirect or on a page.</summary>
public sealed partial class ErrorTableTests(ErrorTableFixture emulator) : IClassFixture<ErrorTableFixture>
{
    public static TheoryData<int> Codes() => [.. ErrorTable.All.Keys.Order()];

    [Fact]
    public void Every_code_has_a_scenario()
    {
        Assert.Equal(ErrorTable.All.Keys.Order(), new ErrorScenarios(emulator).ByCode.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task EMU_15_Error_matches_its_table_entry(int code)
    {
        using var scenarios = new ErrorScenarios(emulator);

        var seen = await scenarios.ByCode[code]();

        var known = ErrorTable.All[code];
        Assert.Contains($"AADSTS{code}", seen.Description, StringComparison.Ordinal);
        if (seen.Error is null)
            return;

        Assert.Contains(seen.Error, ErrorScenarios.ErrorsOf(known));
        Assert.Matches(Description(), seen.Description);
        Assert.Equal($"{emulator.Host.Addresses.Browser}error?code={code}", seen.Uri);
        if (seen.Json is not { } json)
            return;

        Assert.Equal(known.SubError, json.TryGetProperty("suberror", out var sub) ? sub.GetString() : null);
        Assert.Equal([code], json.GetProperty("error_codes").EnumerateArray().Select(c => c.GetInt32()));
        Assert.Contains(json.GetProperty("trace_id").GetString()!, seen.Description, StringComparison.Ordinal);
        Assert.Contains(json.GetProperty("correlation_id").GetString()!, seen.Description, StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParseExact(
            json.GetProperty("timestamp").GetString(),
            "yyyy-MM-dd HH:mm:ss'Z'",
            CultureInfo.InvariantCulture,
            default,
            out _));
    }

    [Fact]
    public async Task Error_uri_explains_the_error()
    {
        using var browser = emulator.NewBrowser();

        var page = await browser.OpenAsync("error", ("code", "65001"));
        var unknown = await browser.OpenAsync("error", ("code", "1"));

        Assert.Equal("AADSTS65001", page.Heading);
        Assert.Contains(ErrorTable.All[65001].Meaning, page.Text, StringComparison.Ordinal);
        Assert.Equal(PageHeadings.UnknownErrorCode, unknown.Heading);
    }

    [GeneratedRegex(
        @"^AADSTS\d+: .+\r\nTrace ID: [0-9a-f-]{36}\r\nCorrelation ID: [0-9a-f-]{36}\r\n"
        + @"Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Description();
}

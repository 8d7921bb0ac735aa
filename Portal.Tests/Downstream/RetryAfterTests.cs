using Portal.Problems;

namespace Portal.Tests.Downstream;

public sealed class RetryAfterTests
{
    [Theory]
    [InlineData("30", 30)]
    [InlineData("0", null)]
    [InlineData("-5", null)]
    [InlineData("1000000000", 3600)]
    [InlineData("99999999999999999999", null)]
    [InlineData("soon", null)]
    [InlineData("Fri, 27 Nov 2026 12:00:45 GMT", 45)]
    [InlineData("Fri, 27 Nov 2026 11:00:00 GMT", null)]
    [InlineData("Sun, 27 Nov 2095 12:00:00 GMT", 3600)]
    [InlineData(null, null)]
    public void FLT_09_wait_that_the_API_asks_for_is_read_and_bounded(string? header, int? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.Date = new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
        if (header is not null)
            response.Headers.TryAddWithoutValidation("Retry-After", header);

        Assert.Equal(seconds, RetryAfter.Seconds(response.Headers));
    }
}

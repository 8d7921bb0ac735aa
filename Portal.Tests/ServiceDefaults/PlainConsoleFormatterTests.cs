using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class PlainConsoleFormatterTests
{
    [Fact]
    public void LEK_14_text_from_outside_stays_on_its_line_and_does_not_control_the_terminal()
    {
        var written = Write("Signed in as Bob\r\ninfo: Portal[0]\n      Carol\u001b[2J\u202Egnp\u2028", exception: null);

        Assert.Equal(["warn: Portal[7]", @"      Signed in as Bob\u000d\u000ainfo: Portal[0]\u000a      Carol\u001b[2J\u202egnp\u2028"], written);
    }

    [Fact]
    public void LEK_14_the_message_of_an_exception_is_indented_and_escaped_too()
    {
        var written = Write("Failed", new InvalidOperationException("one\r\ntwo\u001b[31m"));

        Assert.Equal("warn: Portal[7]", written[0]);
        Assert.All(written.Skip(1), line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
        Assert.Contains(written, line => line.EndsWith(@"two\u001b[31m", StringComparison.Ordinal));
    }

    [Fact]
    public void Other_text_is_written_as_it_is() =>
        Assert.Equal("      Größe: 5 €, 日本\t😀", Write("Größe: 5 €, 日本\t😀", exception: null)[1]);

    private static string[] Write(string message, Exception? exception)
    {
        using var writer = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Portal", new EventId(7), message, exception, (state, _) => state);
        new PlainConsoleFormatter().Write(entry, scopeProvider: null, writer);
        return writer.ToString().TrimEnd().Split(Environment.NewLine);
    }
}

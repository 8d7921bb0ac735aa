using System.Runtime.CompilerServices;
using Portal.Benchmarks.Scale;

namespace Portal.Tests.Scale;

/// <summary>docs/scale.md and the command that prints its tables.</summary>
public sealed class ScaleDocumentTests
{
    [Fact]
    public async Task Tables_of_the_document_are_what_the_command_prints()
    {
        var file = Path.Combine(Path.GetDirectoryName(Here())!, "../../docs/scale.md");
        var document = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var (_, output, _) = Run();

        var printed = output.Split('\n').Where(line => line.StartsWith('|'));
        Assert.Equal(printed, document.Split('\n').Where(IsOfTables));
        Assert.Contains(ScaleFigures.Measured, document, StringComparison.Ordinal);

        // The only tables of the document with three columns of numbers.
        bool IsOfTables(string line) => line.StartsWith('|') && line.Count(c => c == '|') == 5;
    }

    [Fact]
    public void A_number_of_users_gets_a_column_of_its_own()
    {
        var (code, output, _) = Run("--users", "50000", "--access-watch-seconds", "0");

        Assert.Equal(0, code);
        Assert.Contains("| Users | 50 000 |", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--users")]
    [InlineData("--users", "many")]
    [InlineData("--users", "0")]
    [InlineData("--guests", "5")]
    public void Wrong_option_is_refused_with_the_options(params string[] arguments)
    {
        var (code, output, errors) = Run(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains("--active-share", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.04, "< 0.1")]
    [InlineData(3.14, "3.1")]
    [InlineData(46.4, "46")]
    [InlineData(1234, "1 200")]
    [InlineData(8_000_000, "8 000 000")]
    public void Numbers_have_two_digits(double value, string text) => Assert.Equal(text, ScaleTable.Number(value));

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (ScaleCommand.Run(arguments, output, errors), output.ToString(), errors.ToString());
    }

    private static string Here([CallerFilePath] string path = "") => path;
}

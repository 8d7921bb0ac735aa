using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Circuits;

/// <summary>What a page's HTML hands to its circuit: the root components and the state of prerendering.</summary>
/// <param name="Operations">Adds the root components, as blazor.web.js sends them.</param>
/// <param name="State">Encrypted by the server.</param>
internal sealed partial record PrerenderedPage(string Operations, string State)
{
    /// <exception cref="BenchmarkException">The page has no interactive component.</exception>
    public static PrerenderedPage Read(string html)
    {
        // Each prerendered component has a second comment at its end, without a type.
        var operations = Marker().Matches(html).Select((marker, index) =>
            $$"""{"type":"add","ssrComponentId":{{index + 1}},"marker":{{marker.Groups["marker"].Value}}}""").ToList();
        if (operations.Count == 0)
            throw new BenchmarkException($"The page has no circuit: {html[..Math.Min(html.Length, 300)]}");

        return new(
            $$"""{"batchId":1,"operations":[{{string.Join(',', operations)}}]}""", StateComment().Match(html).Groups["state"].Value);
    }

    [GeneratedRegex("""<!--Blazor:(?<marker>\{"type":"server".*?\})-->""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>.*?)-->", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StateComment();
}

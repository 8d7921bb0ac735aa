using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Circuits;

/// <summary>
/// A browser without scripts: it keeps cookies, follows redirects, and answers the emulator's pages. It keeps its own
/// cookies because .NET sends secure ones to https only, while browsers treat localhost as secure.
/// </summary>
internal sealed partial class BrowserSession : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Dictionary<string, string> _cookies = new(StringComparer.Ordinal);

    public BrowserSession(Uri server)
    {
        Server = server;
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    /// <summary>Relative addresses belong to it.</summary>
    public Uri Server { get; }

    public string Cookies => string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}"));

    /// <summary>Opens a page, signs in as <paramref name="user"/>, and accepts every consent that is requested.</summary>
    public async Task SignInAsync(string path, string user, CancellationToken cancellationToken)
    {
        var (address, html) = await SendAsync(new(HttpMethod.Get, new Uri(Server, path)), cancellationToken);
        while (Form().Match(html) is { Success: true } form && address.Authority != Server.Authority)
        {
            var fields = Input().Matches(form.Value)
                .ToDictionary(i => Decoded(i, "name"), i => Decoded(i, "value"), StringComparer.Ordinal);
            if (Button().Matches(form.Value).FirstOrDefault(b => IsChosen(b.Groups["text"].Value, user)) is { } button)
                fields[Decoded(button, "name")] = Decoded(button, "value");

            (address, html) = await SendAsync(
                new(HttpMethod.Post, new Uri(address, Decoded(form, "address"))) { Content = new FormUrlEncodedContent(fields) },
                cancellationToken);
        }
    }

    public async Task<string> GetAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(new(HttpMethod.Get, new Uri(Server, path)), cancellationToken)).Text;

    public Task PostAsync(string path, Dictionary<string, string> fields, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server, path))
        {
            Content = new FormUrlEncodedContent(fields),
            Headers = { { "Origin", Server.GetLeftPart(UriPartial.Authority) } },
        };
        return SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<(Uri Address, string Text)> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var address = request.RequestUri!;
        while (true)
        {
            request.Headers.TryAddWithoutValidation("Cookie", Cookies);
            using var response = await _http.SendAsync(request, cancellationToken);
            Keep(response);
            if (response.Headers.Location is not { } location)
                return (address, await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));

            address = new Uri(address, location);
            request = new(HttpMethod.Get, address);
        }
    }

    private void Keep(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var lines))
            return;

        foreach (var pair in lines.Select(line => line.Split(';')[0].Split('=', 2)))
            _cookies[pair[0]] = pair[1];
    }

    private static bool IsChosen(string text, string user) =>
        text.Contains(user, StringComparison.Ordinal) || text.Contains("Accept", StringComparison.Ordinal);

    private static string Decoded(Match match, string group) => WebUtility.HtmlDecode(match.Groups[group].Value);

    [GeneratedRegex("""<form[^>]* action="(?<address>[^"]*)".*?</form>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/?>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Input();

    [GeneratedRegex(
        """<button type="submit"[^>]* name="(?<name>[^"]*)" value="(?<value>[^"]*)"[^>]*>(?<text>.*?)</button>""",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Button();
}

using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Tests.Emulator;

/// <summary>A response of the emulator to a browser: a page, or the client's response on its way.</summary>
internal sealed record EmulatorPage(HttpResponseMessage Response, IHtmlDocument Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    public Uri Url => Response.RequestMessage!.RequestUri!;

    public Uri? Location => Response.Headers.Location;

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public string Text => Document.Body!.TextContent;

    /// <summary>Whether the page waits for the user.</summary>
    public bool IsPage =>
        Document.QuerySelector("button:not(noscript button)") is not null && ClientResponse.Count == 0;

    /// <summary>The fields that the form sends unchanged, without unchecked boxes.</summary>
    public Dictionary<string, string> Fields =>
        Document.QuerySelectorAll<IHtmlInputElement>("input[name]:not([type=checkbox])")
        .ToDictionary(i => i.Name!, i => i.Value);

    /// <summary>The parameters of the client's response, in any response mode; empty when there is none.</summary>
    public Dictionary<string, string> ClientResponse
    {
        get
        {
            if (Document.QuerySelector("form#answer") is not null)
                return Fields;
            if (Location is null)
                return [];

            var parameters = Location.Fragment.Length > 0 ? Location.Fragment[1..] : Location.Query;
            return QueryHelpers.ParseQuery(parameters).ToDictionary(p => p.Key, p => p.Value.ToString());
        }
    }

    public string ClientResponseTarget => Document.QuerySelector("form#answer")?.GetAttribute("action") ?? "";

    public IHtmlButtonElement Button(string text) =>
        Document.QuerySelectorAll<IHtmlButtonElement>("button").Single(
            b => b.TextContent.Contains(text, StringComparison.Ordinal));
}

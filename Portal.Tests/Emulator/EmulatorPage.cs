using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.WebUtilities;

namespace Portal.Tests.Emulator;

/// <summary>An answer of the emulator to a browser: a page to act on, or the client's answer on its way.</summary>
internal sealed record EmulatorPage(HttpResponseMessage Response, IHtmlDocument Document)
{
    public HttpStatusCode Status => Response.StatusCode;

    public Uri Url => Response.RequestMessage!.RequestUri!;

    public Uri? Location => Response.Headers.Location;

    public string Heading => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    public string Text => Document.Body!.TextContent;

    /// <summary>Whether a person has something to decide here.</summary>
    public bool IsPage => Document.QuerySelector("button:not(noscript button)") is not null && Answer.Count == 0;

    /// <summary>What a form would send as it stands: no box that is not ticked.</summary>
    public Dictionary<string, string> Fields => Document.QuerySelectorAll<IHtmlInputElement>("input[name]:not([type=checkbox])")
        .ToDictionary(i => i.Name!, i => i.Value);

    /// <summary>What the client gets, whichever the response mode; empty when it gets nothing.</summary>
    public Dictionary<string, string> Answer
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

    public string AnswerTarget => Document.QuerySelector("form#answer")?.GetAttribute("action") ?? "";

    public IHtmlButtonElement Button(string text) =>
        Document.QuerySelectorAll<IHtmlButtonElement>("button").Single(b => b.TextContent.Contains(text, StringComparison.Ordinal));
}

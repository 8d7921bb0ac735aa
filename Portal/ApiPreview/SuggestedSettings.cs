using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Contracts.Data;

namespace Portal.ApiPreview;

/// <summary>The entry of <c>DownstreamApis</c> that adds an API.</summary>
internal static class SuggestedSettings
{
    /// <summary>The default of <c>OpenApi</c>, which needs no entry.</summary>
    private const string UsualDocument = "openapi/v1.json";

    private const int MaxNameLength = 30;

    // Only for people to read and copy.
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>Invoices API (v2)</c> → <c>Invoices</c>.</summary>
    public static string NameOf(string title)
    {
        var name = new StringBuilder();
        foreach (var word in title.Split([' ', '-', '_', '.', '/', '(', ')', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            var letters = string.Concat(word.Where(char.IsAsciiLetterOrDigit));
            if (letters.Length > 0 && !letters.Equals("api", StringComparison.OrdinalIgnoreCase) && !IsVersion(letters))
                name.Append(char.ToUpperInvariant(letters[0])).Append(letters, 1, letters.Length - 1);
        }

        return name.Length == 0 ? "NewApi" : name.ToString(0, Math.Min(name.Length, MaxNameLength));
    }

    /// <param name="document">The address of the document; null if unknown.</param>
    public static string Write(string name, Uri? baseUrl, Uri? document, IReadOnlyList<string> scopes, ViewCoverage coverage)
    {
        var api = new JsonObject { ["BaseUrl"] = baseUrl?.AbsoluteUri ?? "https://…/" };
        if (document is not null && DocumentPath(baseUrl, document) is var path && path != UsualDocument)
            api["OpenApi"] = path;

        api["Scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]);
        var headers = coverage.Named
            .Where(o => o is { Code: PassedOverCodes.Header, Detail: not null })
            .Select(o => o.Detail!)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (headers.Count > 0)
            api["Headers"] = new JsonObject([.. headers.Select(h => KeyValuePair.Create(h, (JsonNode?)"…"))]);

        var settings = new JsonObject
        {
            ["Portal"] = new JsonObject { ["DownstreamApis"] = new JsonObject { [name] = api } },
        };
        return settings.ToJsonString(Readable);
    }

    private static string DocumentPath(Uri? baseUrl, Uri document) =>
        baseUrl?.IsBaseOf(document) is true ? baseUrl.MakeRelativeUri(document).ToString() : document.AbsoluteUri;

    private static bool IsVersion(string word) =>
        word.Length <= 4 && word[0] is 'v' or 'V' && word.Skip(1).All(char.IsAsciiDigit);
}

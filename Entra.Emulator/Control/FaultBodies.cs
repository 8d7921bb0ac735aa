using System.Net.Mime;

namespace Entra.Emulator.Control;

/// <summary>Bodies that are no protocol responses, as proxies and broken gateways return them.</summary>
internal static class FaultBodies
{
    private const string WebPage = "<!DOCTYPE html><html><head><title>Sign in to this network</title></head></html>";

    private static readonly Dictionary<string, (string Type, string Text)> Known = new(StringComparer.Ordinal)
    {
        ["html"] = (MediaTypeNames.Text.Html, WebPage),
        ["empty"] = (MediaTypeNames.Application.Json, ""),
        ["array"] = (MediaTypeNames.Application.Json, "[]"),
        ["object"] = (MediaTypeNames.Application.Json, "{}"),
        ["truncated"] = (MediaTypeNames.Application.Json, "{\"token_type\":\"Bearer\",\"access_to"),
    };

    public static IEnumerable<string> Names => Known.Keys;

    public static IResult Create(string name, int? status) =>
        Results.Text(Known[name].Text, Known[name].Type, statusCode: status ?? StatusCodes.Status200OK);
}

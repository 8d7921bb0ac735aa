using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using Portal.Downstream.Documents;

namespace Portal.Downstream.Contract;

/// <summary>Reads an OpenAPI document, without any request: its views, and what was passed over for which reason.</summary>
internal static class ContractReader
{
    private static readonly OpenApiReaderSettings WithoutRules = new() { RuleSet = ValidationRuleSet.GetEmptyRuleSet() };
    private static readonly Uri Nowhere = new("https://document.invalid/");

    /// <param name="document">JSON or YAML of OpenAPI 2.0 or 3.0 to 3.2.</param>
    /// <param name="headers">The names of the headers that the portal sends with each call.</param>
    /// <exception cref="InvalidDataException">Not an OpenAPI document; the message says what it is.</exception>
    public static ApiContract Read(ReadOnlyMemory<byte> document, IReadOnlyCollection<string>? headers = null) =>
        Read(DocumentText.Decode(document), headers);

    /// <param name="text">JSON or YAML of OpenAPI 2.0 or 3.0 to 3.2.</param>
    /// <param name="headers">The names of the headers that the portal sends with each call.</param>
    /// <exception cref="InvalidDataException">Not an OpenAPI document; the message says what it is.</exception>
    public static ApiContract Read(string text, IReadOnlyCollection<string>? headers = null)
    {
        try
        {
            using var json = DocumentText.Parse(text);
            var excerpt = DocumentExcerpt.Of(json.RootElement, headers ?? []);
            return new ViewReader(excerpt, Load(excerpt.Document), headers ?? []).Read();
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException("a document whose text has half a surrogate pair", exception);
        }
    }

    // Any exception of the library means that the document cannot be read.
    private static OpenApiDocument Load(JsonObject document)
    {
        try
        {
            var result = new OpenApiJsonReader().Read(document, Nowhere, WithoutRules);
            return result.Document ?? throw new InvalidDataException(
                result.Diagnostic?.Errors.FirstOrDefault()?.ToString() ?? "an OpenAPI document without content");
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            throw new InvalidDataException($"an OpenAPI document with an error: {exception.Message}", exception);
        }
    }
}

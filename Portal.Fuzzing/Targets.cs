using AccessContract;
using AccessContract.Checks;
using AccessContract.Pasting;
using Entra.Emulator.Graph;
using Entra.Emulator.Graph.Queries;
using Portal.Contracts.ViewAddresses;
using Portal.Downstream.Contract;

namespace Portal.Fuzzing;

/// <summary>
/// The readers of text that anybody can send. Each either reads its input or refuses it in the declared way; any other
/// exception is a finding.
/// </summary>
internal static class Targets
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Made at first use: instrumented code must not run before SharpFuzz has shared memory with afl-fuzz.
    private static readonly Lazy<ApiRules> Rules = new(() =>
        ApiRules.Usual("AppB", "https://login.example/tenant/v2.0", "tenant", ["33333333-3333-4333-8333-333333333333"]));

    public static IReadOnlyDictionary<string, Action<string>> ByName { get; } = new Dictionary<string, Action<string>>
    {
        ["token"] = Token,
        ["paste"] = text => PastedText.Read(text),
        ["openapi"] = OpenApi,
        ["address"] = Address,
        ["graph"] = Graph,
    };

    private static void Token(string text)
    {
        var decoded = DecodedToken.Of(text, SignatureEvidence.Unchecked);
        if (decoded.Token is null != decoded.Error is not null)
            throw new InvalidOperationException("A token is either read or explained.");
        if (decoded.Token is not { } token)
            return;

        TokenFindings.Of(token, Now, TokenExpectations.ClockSkew);
        Verdict.Of(token, Rules.Value, [], Now);
    }

    private static void OpenApi(string text)
    {
        try
        {
            ContractReader.Read(text);
        }
        catch (InvalidDataException)
        {
            // How it says that a document cannot be read.
        }
    }

    private static void Address(string text)
    {
        if (!DataAddress.TryRead(text, out var query, out _))
            return;

        var written = DataAddress.Write("", query);
        if (!DataAddress.TryRead(written, out var again, out _) || DataAddress.Write("", again) != written)
            throw new InvalidOperationException($"“{written}” is not read as it was written.");
    }

    private static void Graph(string text)
    {
        foreach (var parse in (Func<string, FilterNode?>[])[Entra.Emulator.Graph.Queries.FilterText.Parse, SearchText.Parse])
        {
            try
            {
                parse(text);
            }
            catch (GraphErrorException)
            {
                // Becomes the 400 that Graph would answer.
            }
        }
    }
}

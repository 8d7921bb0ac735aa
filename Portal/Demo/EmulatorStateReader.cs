using System.Globalization;
using System.Text.Json;
using Portal.Contracts.Demo;
using Portal.Contracts.Problems;

namespace Portal.Demo;

/// <summary>Reads the emulator's state and the values that its controls accept.</summary>
internal sealed class EmulatorStateReader(EmulatorControlClient emulator)
{
    private const string OtherClients = "Errors of other kinds of clients";

    private static readonly Dictionary<string, int> Positions =
        AadstsCodes.All.Select((code, at) => (code.Code, at)).ToDictionary(c => c.Code, c => c.at, StringComparer.Ordinal);

    public async Task<DemoState> ReadAsync(CancellationToken cancellationToken)
    {
        var state = await ReadStateAsync(cancellationToken);
        return new DemoState(
            state.ClockOffsetSeconds,
            Faults(state),
            DemoScenarios.Offered,
            state.Endpoints,
            [.. state.Codes.OrderBy(c => Positions.GetValueOrDefault(Name(c.Code), int.MaxValue)).Select(Describe)],
            state.Keys)
        { Changes = state.Changes };
    }

    public async Task<BrokenState> ReadBrokenAsync(CancellationToken cancellationToken)
    {
        var state = await ReadStateAsync(cancellationToken);
        return new BrokenState(state.ClockOffsetSeconds, Faults(state), state.Changes);
    }

    private async Task<EmulatorState> ReadStateAsync(CancellationToken cancellationToken) =>
        (await emulator.GetAsync(cancellationToken)).Deserialize<EmulatorState>(JsonSerializerOptions.Web)!;

    private static IReadOnlyList<PendingFault> Faults(EmulatorState state) =>
    [
        .. state.Faults.Select(f => new PendingFault(
            f.Id,
            new FaultRequest(f.Endpoint, f.Code, f.Status, f.Times, f.DelayMilliseconds, f.Body)
            {
                UntilPutBack = f.UntilPutBack,
                OnlyOnBehalfOf = f.OnlyOnBehalfOf,
            })),
    ];

    // The portal's texts are preferred; the emulator has a short one for each code.
    private static FaultCode Describe(CodeChoice choice) => AadstsCodes.Find(Name(choice.Code)) is { } known
        ? new FaultCode(choice.Code, known.Subject, known.Title)
        : new FaultCode(choice.Code, OtherClients, choice.Meaning.TrimEnd('.'));

    private static string Name(int code) => string.Create(CultureInfo.InvariantCulture, $"AADSTS{code}");

    // The JSON of GET /levers.
    private sealed record EmulatorState(
        double ClockOffsetSeconds,
        IReadOnlyList<Fault> Faults,
        IReadOnlyList<DemoChange> Changes,
        IReadOnlyList<DemoKey> Keys,
        IReadOnlyList<string> Endpoints,
        IReadOnlyList<CodeChoice> Codes);

    private sealed record Fault(
        int Id,
        string Endpoint,
        int? Code,
        int? Status,
        int Times,
        int DelayMilliseconds,
        string? Body,
        bool UntilPutBack,
        bool OnlyOnBehalfOf);

    private sealed record CodeChoice(int Code, string Meaning);
}

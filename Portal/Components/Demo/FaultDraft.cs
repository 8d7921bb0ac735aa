using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>A fault as it is being filled in: texts, until they make an order.</summary>
internal sealed class FaultDraft
{
    public const string WithCode = "code";
    public const string WithStatus = "status";
    public const string Late = "late";

    public DemoFieldErrors Mistakes { get; } = new();

    public string Endpoint { get; set; } = FaultEndpoints.Token;

    /// <summary><see cref="WithCode"/>, <see cref="WithStatus"/> or <see cref="Late"/>.</summary>
    public string Answer { get; set; } = WithCode;

    public string Code { get; set; } = "65001";

    /// <summary>Beside a code it may be empty.</summary>
    public string Status { get; set; } = "";

    public string Times { get; set; } = "2";

    public string Delay { get; set; } = "0";

    /// <summary>Whether a status is asked for. The pages that people see have one of their own.</summary>
    public bool TakesStatus => Answer == WithStatus || (Answer == WithCode && !EmulatorControlText.IsPage(Endpoint));

    /// <summary>Null: <see cref="Mistakes"/> say why.</summary>
    public FaultOrder? Read(DemoState state)
    {
        Mistakes.Clear();
        var order = new FaultOrder(
            Endpoint,
            Answer == WithCode ? int.Parse(Code, CultureInfo.InvariantCulture) : null,
            StatusOrNone(),
            Mistakes.Number("times", Times) ?? 1,
            Mistakes.Number("delayMilliseconds", Delay, empty: 0) ?? 0);
        Mistakes.Add(DemoChecks.Of(order, state));
        return Mistakes.Any ? null : order;
    }

    private int? StatusOrNone() =>
        !TakesStatus || (Answer == WithCode && string.IsNullOrWhiteSpace(Status)) ? null : Mistakes.Number("status", Status);
}

using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>The input of the fault form, as text until it is valid.</summary>
internal sealed class FaultDraft
{
    public const string WithCode = "code";
    public const string WithStatus = "status";
    public const string Late = "late";

    public DemoFieldErrors Errors { get; } = new();

    public string Endpoint { get; set; } = FaultEndpoints.Token;

    /// <summary><see cref="WithCode"/>, <see cref="WithStatus"/> or <see cref="Late"/>.</summary>
    public string Answer { get; set; } = WithCode;

    public string Code { get; set; } = "65001";

    /// <summary>May be empty if there is a code.</summary>
    public string Status { get; set; } = "";

    public string Times { get; set; } = "2";

    public string Delay { get; set; } = "0";

    /// <summary>Whether the form has a status field. Pages for users have a fixed status.</summary>
    public bool TakesStatus => Answer == WithStatus || (Answer == WithCode && !EmulatorControlText.IsPage(Endpoint));

    /// <summary>Null: <see cref="Errors"/> say why.</summary>
    public FaultOrder? Read(DemoState state)
    {
        Errors.Clear();
        var order = new FaultOrder(
            Endpoint,
            Answer == WithCode ? int.Parse(Code, CultureInfo.InvariantCulture) : null,
            StatusOrNone(),
            Errors.Number("times", Times) ?? 1,
            Errors.Number("delayMilliseconds", Delay, empty: 0) ?? 0);
        Errors.Add(DemoChecks.Of(order, state));
        return Errors.Any ? null : order;
    }

    private int? StatusOrNone() =>
        !TakesStatus || (Answer == WithCode && string.IsNullOrWhiteSpace(Status)) ? null : Errors.Number("status", Status);
}

using System.Globalization;
using Portal.Contracts.Demo;

namespace Portal.Components.Demo;

/// <summary>The input of the fault form, as text until it is valid.</summary>
internal sealed class FaultDraft
{
    public const string WithCode = "code";
    public const string WithStatus = "status";
    public const string WithWebPage = "page";
    public const string Delayed = "late";

    public const string Once = "once";
    public const string Several = "several";
    public const string UntilPutBack = "until-put-back";

    private string? _duration;

    public DemoFieldErrors Errors { get; } = new();

    public string Endpoint { get; set; } = FaultEndpointNames.Token;

    /// <summary><see cref="WithCode"/>, <see cref="WithStatus"/>, <see cref="WithWebPage"/> or <see cref="Delayed"/>.</summary>
    public string Response { get; set; } = WithCode;

    public string Code { get; set; } = "65001";

    /// <summary>May be empty if there is a code.</summary>
    public string Status { get; set; } = "";

    /// <summary>
    /// <see cref="Once"/>, <see cref="Several"/> or <see cref="UntilPutBack"/>. Until one is chosen, the sign-in page fails once
    /// only: otherwise nobody could sign in to put it back.
    /// </summary>
    public string Duration
    {
        get => _duration ?? (Endpoint == FaultEndpointNames.Authorize ? Once : UntilPutBack);
        set => _duration = value;
    }

    /// <summary>For <see cref="Several"/>.</summary>
    public string Times { get; set; } = "2";

    /// <summary>Of the token endpoint, sign-in and the pages' own token also fail.</summary>
    public bool AlsoSignIn { get; set; }

    public string Delay { get; set; } = "0";

    /// <summary>Whether the form has a status field. Pages for users have a fixed status.</summary>
    public bool HasStatus => Response == WithStatus || (Response == WithCode && !EmulatorControlText.IsPage(Endpoint));

    /// <summary>Null: <see cref="Errors"/> say why.</summary>
    public FaultRequest? Read(DemoState state)
    {
        Errors.Clear();
        var request = new FaultRequest(
            Endpoint,
            Response == WithCode ? int.Parse(Code, CultureInfo.InvariantCulture) : null,
            StatusOrNone(),
            Duration == Several ? Errors.Number("times", Times) ?? 1 : 1,
            Errors.Number("delayMilliseconds", Delay, empty: 0) ?? 0,
            Response == WithWebPage ? FaultRequest.WebPage : null)
        {
            UntilPutBack = Duration == UntilPutBack,
            OnlyOnBehalfOf = Endpoint == FaultEndpointNames.Token && !AlsoSignIn,
        };
        Errors.Add(DemoChecks.Of(request, state));
        return Errors.Any ? null : request;
    }

    private int? StatusOrNone() =>
        !HasStatus || (Response == WithCode && string.IsNullOrWhiteSpace(Status)) ? null : Errors.Number("status", Status);
}

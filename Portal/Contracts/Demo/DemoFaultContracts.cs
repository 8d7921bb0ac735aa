namespace Portal.Contracts.Demo;

/// <summary>Makes the next answers of one of the authority's endpoints fail, or late: <c>POST /api/demo/faults</c>.</summary>
/// <param name="Code">The number of an AADSTS code; null for none.</param>
/// <param name="Status">HTTP status: beside a code, or alone, as of something that stands before the authority.</param>
/// <param name="DelayMilliseconds">Alone, the answer is the right one, only late.</param>
public sealed record FaultOrder(
    string Endpoint, int? Code = null, int? Status = null, int Times = 1, int DelayMilliseconds = 0)
{
    public const int MaxTimes = 20;
    public const int MaxDelay = 30_000;
    public const int MinStatus = 400;
    public const int MaxStatus = 599;
}

/// <summary>What is still to go wrong.</summary>
/// <param name="Id">To take it back by: <c>DELETE /api/demo/faults/{id}</c>.</param>
/// <param name="Fault">With the times that are left.</param>
public sealed record WaitingFault(int Id, FaultOrder Fault);

/// <summary>A code to fail with, in words.</summary>
/// <param name="Subject">The heading that it stands under.</param>
public sealed record FaultCode(int Number, string Subject, string Title);

/// <summary>The names of endpoints that something is said about here; the emulator may have more.</summary>
public static class FaultEndpoints
{
    public const string Authorize = "authorize";
    public const string Token = "token";
    public const string DeviceCode = "devicecode";
    public const string Logout = "logout";
    public const string Keys = "keys";
    public const string Metadata = "metadata";
    public const string Graph = "graph";
}

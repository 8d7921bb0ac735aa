namespace Portal.Contracts.Demo;

/// <summary>Makes the next responses of an endpoint fail, or delays them: <c>POST /api/demo/faults</c>.</summary>
/// <param name="Code">The number of an AADSTS code; null for none.</param>
/// <param name="Status">HTTP status, with a code or alone, such as from a proxy in front of the authority.</param>
/// <param name="DelayMilliseconds">Without code and status, the response is normal but late.</param>
public sealed record FaultRequest(
    string Endpoint, int? Code = null, int? Status = null, int Times = 1, int DelayMilliseconds = 0, string? Body = null)
{
    /// <summary>The fault lasts until it is put back; <see cref="Times"/> is then ignored.</summary>
    public bool UntilPutBack { get; init; }

    /// <summary>
    /// Of the token endpoint, only exchanges on behalf of a user fail: users can sign in, and the pages keep their own token.
    /// </summary>
    public bool OnlyOnBehalfOf { get; init; }

    /// <summary>A <see cref="Body"/>: a web page, as a proxy would return it.</summary>
    public const string WebPage = "html";

    public const int MaxTimes = 20;
    public const int MaxDelay = 30_000;
    public const int MinStatus = 400;
    public const int MaxStatus = 599;
}

/// <summary>A fault that has not been used up yet, or that lasts until it is put back.</summary>
/// <param name="Id">For its removal: <c>DELETE /api/demo/faults/{id}</c>.</param>
/// <param name="Fault">With the remaining number of times.</param>
public sealed record PendingFault(int Id, FaultRequest Fault);

/// <summary>An error code that a fault can have.</summary>
/// <param name="Subject">The heading of its group.</param>
public sealed record FaultCode(int Number, string Subject, string Title);

/// <summary>Endpoint names that the portal knows; the emulator may have more.</summary>
public static class FaultEndpointNames
{
    public const string Authorize = "authorize";
    public const string Token = "token";
    public const string DeviceCode = "devicecode";
    public const string Logout = "logout";
    public const string Keys = "keys";
    public const string Metadata = "metadata";
    public const string Graph = "graph";
}

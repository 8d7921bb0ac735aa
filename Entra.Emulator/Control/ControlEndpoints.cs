using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Control;

/// <summary>
/// Endpoints that let tests and presenters change the running emulator: its clock, responses, keys, sessions and role
/// assignments. <see cref="ControlRequestFilter"/> refuses requests from web pages.
/// </summary>
internal static class ControlEndpoints
{
    private static readonly TimeSpan MaxClockOffset = TimeSpan.FromDays(3650);

    public static void MapEmulatorControl(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/levers").AddEndpointFilter<ControlRequestFilter>();
        group.MapGet("", ControlState.Read);
        group.MapPost("clock", SetClock);
        group.MapFaults();
        group.MapPost("tokens", CreateTamperedToken);
        group.MapPost("keys", RollKeys);
        group.MapPost("sessions/revoke", RevokeSignIns);
        group.MapPost("consents/withdraw", WithdrawConsents);
        group.MapPost("roles", AssignRole);
        group.MapPost("policies", AddPolicy);
        group.MapPost("put-back", PutBack);
        group.MapPost("reset", Reset);
    }

    private static Results<Ok<ControlState>, ValidationProblem> SetClock(
        SetClockRequest request, TenantClock clock, ControlStateReader state)
    {
        if (request.AdvanceSeconds is null == request.OffsetSeconds is null)
            return Invalid("offsetSeconds", "Give either advanceSeconds or offsetSeconds, not both.");

        var offset = request.OffsetSeconds ?? clock.Offset.TotalSeconds + request.AdvanceSeconds!.Value;
        if (!(Math.Abs(offset) <= MaxClockOffset.TotalSeconds))
            return Invalid("offsetSeconds", "The offset must be at most ten years.");

        clock.Offset = TimeSpan.FromSeconds(offset);
        return TypedResults.Ok(state.Current);
    }

    private static Results<Ok<TamperedTokenResponse>, ValidationProblem> CreateTamperedToken(
        TamperedTokenRequest request, TamperedTokenFactory tokens) =>
        tokens.TryResolve(request, out var unknown) is { } issuance
            ? TypedResults.Ok(new TamperedTokenResponse(tokens.Create(issuance, request)))
            : Invalid(unknown, "Not found in this tenant.");

    private static Results<Ok<ControlState>, ValidationProblem> RollKeys(
        RollKeysRequest request, SigningKeyRing ring, ControlStateReader state)
    {
        Action? roll = request.Mode switch
        {
            "announce" => ring.Announce,
            "planned" => ring.RollOver,
            "emergency" => ring.Replace,
            _ => null,
        };
        if (roll is null)
            return Invalid("mode", "Must be announce, planned or emergency.");

        roll();
        return TypedResults.Ok(state.Current);
    }

    private static Results<NoContent, ValidationProblem> RevokeSignIns(
        RevokeSignInsRequest request, Sessions sessions, TenantDirectory tenant)
    {
        if (tenant.FindUserByName(request.User) is not { } user)
            return Invalid("user", "No user with this name.");

        sessions.Revoke(user);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ValidationProblem> WithdrawConsents(
        WithdrawConsentRequest request, TenantChanges changes, TenantDirectory tenant)
    {
        if (tenant.FindUserByName(request.User) is not { } user)
            return Invalid("user", "No user with this name.");
        if (tenant.FindAppByName(request.Resource ?? "") is not { } resource)
            return Invalid("resource", "No app with this name.");

        changes.WithdrawConsents(user, resource);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ValidationProblem> AssignRole(
        AssignRoleRequest request, TenantChanges changes, TenantDirectory tenant)
    {
        if (tenant.FindUserByName(request.User) is not { } user)
            return Invalid("user", "No user with this name.");
        if (tenant.FindAppByName(request.Resource ?? "") is not { Principal: { } principal } resource)
            return Invalid("resource", "No app with this name has a service principal in this tenant.");
        if (resource.Roles.FirstOrDefault(r => r.Value == request.Role) is not { } role)
            return Invalid("role", "The app does not define this role.");

        changes.SetRole(user, principal, resource, role, request.Assigned);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ValidationProblem> AddPolicy(
        AddPolicyRequest request, TenantChanges changes, TenantDirectory tenant)
    {
        if (tenant.FindUserByName(request.User) is not { } user)
            return Invalid("user", "No user with this name.");
        if (tenant.FindAppByName(request.Resource ?? "") is not { } resource)
            return Invalid("resource", "No app with this name.");

        PolicyControl? control = request.Control switch
        {
            "confirm" => PolicyControl.Confirm,
            "block" => PolicyControl.Block,
            _ => null,
        };
        if (control is null)
            return Invalid("control", "Must be confirm or block.");

        changes.AddPolicy(user, resource, control.Value);
        return TypedResults.NoContent();
    }

    // Keys that were replaced and sign-ins that were revoked cannot be restored.
    private static Ok<ControlState> PutBack(
        TenantChanges changes, PendingFaults faults, TenantClock clock, ControlStateReader state)
    {
        changes.PutBack();
        faults.Clear();
        clock.Offset = TimeSpan.Zero;
        return TypedResults.Ok(state.Current);
    }

    private static Ok<ControlState> Reset(
        TenantDatabase database, TenantChanges changes, PendingFaults faults, TenantClock clock, ControlStateReader state)
    {
        database.Reset();
        changes.Forget();
        faults.Clear();
        clock.Offset = TimeSpan.Zero;
        return TypedResults.Ok(state.Current);
    }

    internal static ValidationProblem Invalid(string member, string why) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [member] = [why] });
}

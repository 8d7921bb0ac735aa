using Entra.Emulator.OAuth.Tokens;
using Entra.Emulator.Tenant;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Entra.Emulator.Control;

/// <summary>
/// What tests and presenters change while the emulator runs: its clock, its answers, its keys, its sessions. There only
/// where the emulator starts at all, on this machine; and not for web pages.
/// </summary>
internal static class LeverEndpoints
{
    public static void MapLevers(this IEndpointRouteBuilder routes)
    {
        var levers = routes.MapGroup("/levers").AddEndpointFilter<LeverGuard>();
        levers.MapGet("", LeverState.Read);
        levers.MapPost("clock", MoveClock);
        levers.MapFaults();
        levers.MapPost("tokens", Forge);
        levers.MapPost("keys", RollKeys);
        levers.MapPost("sessions/revoke", Revoke);
        levers.MapPost("consents/withdraw", Withdraw);
        levers.MapPost("roles", Assign);
        levers.MapPost("reset", Reset);
    }

    private static Results<Ok<LeverState>, ValidationProblem> MoveClock(ClockLever lever, TenantClock clock, LeverContext context)
    {
        if (lever is not ({ AdvanceSeconds: not null, OffsetSeconds: null } or { AdvanceSeconds: null, OffsetSeconds: not null }))
            return Invalid("offsetSeconds", "Give either advanceSeconds or offsetSeconds.");

        var offset = lever.OffsetSeconds ?? clock.Offset.TotalSeconds + lever.AdvanceSeconds!.Value;
        if (!(Math.Abs(offset) <= TimeSpan.FromDays(3650).TotalSeconds))
            return Invalid("offsetSeconds", "Ten years are far enough.");

        clock.Offset = TimeSpan.FromSeconds(offset);
        return TypedResults.Ok(context.State);
    }

    private static Results<Ok<ForgedToken>, ValidationProblem> Forge(ForgeLever lever, TokenForge forge) =>
        forge.Find(lever, out var mistake) is { } order
            ? TypedResults.Ok(new ForgedToken(forge.Make(order, lever)))
            : Invalid(mistake, "There is no such thing in this tenant.");

    private static Results<Ok<LeverState>, ValidationProblem> RollKeys(KeysLever lever, KeyRing ring, LeverContext context)
    {
        Action? roll = lever.Mode switch
        {
            "announce" => ring.Announce,
            "planned" => ring.RollOver,
            "emergency" => ring.Replace,
            _ => null,
        };
        if (roll is null)
            return Invalid("mode", "One of announce, planned, emergency.");

        roll();
        return TypedResults.Ok(context.State);
    }

    private static Results<NoContent, ValidationProblem> Revoke(RevokeLever lever, Sessions sessions, TenantDirectory tenant)
    {
        if (tenant.FindUserByName(lever.User) is not { } user)
            return Invalid("user", "There is no such user.");

        sessions.Revoke(user);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, ValidationProblem> Withdraw(WithdrawLever lever, Consents consents, TenantDirectory tenant)
    {
        if (tenant.Users.FirstOrDefault(u => u.UserName == lever.User) is not { } user)
            return Invalid("user", "There is no such user.");
        if (tenant.FindAppByName(lever.Resource ?? "") is not { } resource)
            return Invalid("resource", "There is no such app.");

        foreach (var grant in consents.All().Where(g => g.Key.User == user.Id && g.Key.Resource == resource.Id))
            consents.Change(grant.Id, []);

        return TypedResults.NoContent();
    }

    private static Results<NoContent, ValidationProblem> Assign(RoleLever lever, Assignments assignments, TenantDirectory tenant)
    {
        if (tenant.Users.FirstOrDefault(u => u.UserName == lever.User) is not { } user)
            return Invalid("user", "There is no such user.");
        if (tenant.FindAppByName(lever.Resource ?? "") is not { Principal: { } principal } resource)
            return Invalid("resource", "There is no such app in this tenant.");
        if (resource.Roles.FirstOrDefault(r => r.Value == lever.Role) is not { } role)
            return Invalid("role", "The app defines no such role.");

        if (lever.Assigned)
            assignments.Add(principal, role.Id, user.Id, PrincipalKind.User);
        else if (assignments.On(principal).FirstOrDefault(a => a.Role == role.Id && a.Principal == user.Id) is { } held)
            assignments.Remove(held.Id);

        return TypedResults.NoContent();
    }

    private static Ok<LeverState> Reset(TenantDatabase database, Faults faults, TenantClock clock, LeverContext context)
    {
        database.Reset();
        faults.Clear();
        clock.Offset = TimeSpan.Zero;
        return TypedResults.Ok(context.State);
    }

    internal static ValidationProblem Invalid(string member, string why) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [member] = [why] });
}

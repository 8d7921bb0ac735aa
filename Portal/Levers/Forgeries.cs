using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Contracts;
using Portal.Downstream;

namespace Portal.Levers;

/// <summary>
/// Has the tenant in a box sign a token that is wrong in one way, and sends it to a downstream API, to see whether the
/// API notices. The token goes nowhere else: callers get what was said to it.
/// </summary>
internal sealed class Forgeries(LeverClient levers, IHttpClientFactory clients, IOptionsMonitor<DownstreamApiSettings> settings)
{
    private const string Elsewhere = "99999999-9999-4999-8999-999999999999";

    /// <summary>What is made wrong, and what AppB's contract calls the check that finds it.</summary>
    public static bool IsKnown(string fault) => fault == DemoFaults.None || Change(fault, TimeProvider.System) is not null;

    /// <returns>The forged token, decoded, and the API's answer to it, unread.</returns>
    public async Task<(TokenContent Token, HttpResponseMessage Answer)> SendAsync(
        string api, string path, string fault, ClaimsPrincipal user, TimeProvider time, CancellationToken cancellationToken)
    {
        var scope = settings.Get(api).Scopes[0];
        var forged = await levers.PostAsync(
            "tokens", Order(scope[..scope.LastIndexOf('/')], fault, user, time), cancellationToken);
        var raw = forged.GetProperty("token").GetString()!;

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{settings.Get(api).BaseUrl!.TrimEnd('/')}{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", raw);
        var answer = await clients.CreateClient(api).SendAsync(request, cancellationToken);
        DeferredBody.Restore(answer);
        return (DecodedToken.OfPasted(raw).Token ?? TokenContent.OfClaims([]), answer);
    }

    private static Dictionary<string, object> Order(string resource, string fault, ClaimsPrincipal user, TimeProvider time)
    {
        var order = new Dictionary<string, object>(Change(fault, time) ?? [])
        {
            ["client"] = user.FindFirstValue("azp") ?? user.FindFirstValue("aud") ?? "",
            ["resource"] = resource,
        };
        if (fault != DemoFaults.TokenKind)
            order["user"] = (user.FindFirstValue("preferred_username") ?? "").Split('@')[0];

        return order;
    }

    private static Dictionary<string, object>? Change(string fault, TimeProvider time) => fault switch
    {
        DemoFaults.Signature => new() { ["key"] = "Unknown" },
        DemoFaults.NoSignature => new() { ["key"] = "None" },
        DemoFaults.Issuer => Set("iss", $"https://login.example/{Elsewhere}/v2.0"),
        DemoFaults.Audience => Set("aud", Elsewhere),
        DemoFaults.Tenant => Set("tid", Elsewhere),
        DemoFaults.Version => Set("ver", "1.0"),
        DemoFaults.Expired => Set("exp", time.GetUtcNow().AddHours(-1).ToUnixTimeSeconds()),
        DemoFaults.NotYet => Set("nbf", time.GetUtcNow().AddHours(1).ToUnixTimeSeconds()),
        DemoFaults.TokenKind or DemoFaults.Role => new() { ["remove"] = (string[])["roles"] },
        DemoFaults.Scope => Set("scp", "profile"),
        _ => null,
    };

    private static Dictionary<string, object> Set(string claim, object value) =>
        new() { ["set"] = new Dictionary<string, object> { [claim] = value } };
}

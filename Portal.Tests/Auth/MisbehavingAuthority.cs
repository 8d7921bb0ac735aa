using System.Net.Mime;
using Microsoft.AspNetCore.Http;
using Portal.Tests.Support;

namespace Portal.Tests.Auth;

/// <summary>Ways in which a token endpoint can misbehave. Each lasts until the returned object is disposed.</summary>
internal static class MisbehavingAuthority
{
    public const string Marker = "body-of-the-authority";

    /// <summary>Responses with status 200, or another, that are neither tokens nor refusals.</summary>
    public static TheoryData<string, int, string?, string> Garbage => new()
    {
        { "captive portal", 200, "text/html", $"<html>{Marker}</html>" },
        { "nothing", 200, "application/json", "" },
        { "no content type", 200, null, $$"""{"access_token":"{{Marker}}"}""" },
        { "array", 200, "application/json", "[]" },
        { "null", 200, "application/json", "null" },
        { "text", 200, "application/json", $"\"{Marker}\"" },
        { "empty object", 200, "application/json", "{}" },
        { "cut off", 200, "application/json", $$"""{"token_type":"Bearer","access_token":"{{Marker}}""" },
        { "deep", 200, "application/json", new string('[', 20_000) },
        { "large", 200, "application/json", $$"""{"access_token":"{{new string('x', 30_000_000)}}"}""" },
        { "mac token", 200, "application/json", Token("mac", "\"a.b.c\"", "3600") },
        { "opaque token", 200, "application/json", Token("Bearer", $"\"{Marker}\"", "3600") },
        { "token with a line break", 200, "application/json", Token("Bearer", "\"a\\r\\nb\"", "3600") },
        { "token that is an object", 200, "application/json", Token("Bearer", "{}", "3600") },
        { "negative lifetime", 200, "application/json", Token("Bearer", "\"e30.e30.AA\"", "-1") },
        { "endless lifetime", 200, "application/json", Token("Bearer", "\"e30.e30.AA\"", "99999999999999") },
        { "lifetime in words", 200, "application/json", Token("Bearer", "\"e30.e30.AA\"", "\"long\"") },
        { "broken ID token", 200, "application/json", Token("Bearer", "\"e30.e30.AA\"", "3600", ",\"id_token\":\"x\"") },
        { "scopes in an array", 200, "application/json", Token("Bearer", "\"e30.e30.AA\"", "3600", ",\"scope\":[]") },
        { "forbidden by a proxy", 403, "text/html", $"<html>{Marker}</html>" },
        { "wrong path", 404, "text/plain", Marker },
        { "refusal without a code", 400, "application/json", "{}" },
        { "refusal with an object as its code", 400, "application/json", """{"error":{}}""" },
        { "redirect", 302, "text/html", "" },
        { "no content", 204, null, "" },
    };

    public static IDisposable Responds(
        this TestAuthority authority,
        int status,
        string? type,
        string body,
        int? retryAfter = null,
        string? onlyFor = null) =>
        authority.Does(
            async (_, context) =>
            {
                context.Response.StatusCode = status;
                context.Response.Headers.RetryAfter = retryAfter is null ? default : $"{retryAfter}";
                context.Response.ContentType = type;
                if (body.Length > 0)
                    await context.Response.WriteAsync(body, context.RequestAborted);
            },
            onlyFor);

    public static IDisposable Refuses(this TestAuthority authority, string error, string description) =>
        authority.Responds(
            400, MediaTypeNames.Application.Json, $$"""{"error":"{{error}}","error_description":"{{description}}"}""");

    public static IDisposable ResetsConnections(this TestAuthority authority) => authority.Does((_, context) =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>Never completes a response; the first byte comes at once if <paramref name="begins"/>.</summary>
    public static IDisposable Hangs(this TestAuthority authority, bool begins = false) =>
        authority.Does(async (_, context) =>
        {
            context.Response.ContentType = MediaTypeNames.Application.Json;
            if (begins)
            {
                await context.Response.WriteAsync("{", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }

            await new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        });

    /// <param name="authority">The authority that misbehaves.</param>
    /// <param name="respond">Responds to a token request.</param>
    /// <param name="onlyFor">The assertion whose exchange is affected; the others get tokens.</param>
    public static IDisposable Does(
        this TestAuthority authority, Func<IFormCollection, HttpContext, Task> respond, string? onlyFor = null)
    {
        authority.Misbehaviour = (form, context) => onlyFor is null || form["assertion"] == onlyFor
            ? respond(form, context)
            : authority.Issue(form).ExecuteAsync(context);
        return new Restore(() => authority.Misbehaviour = null);
    }

    private static string Token(string type, string token, string lifetime, string more = "") =>
        $$"""{"token_type":"{{type}}","access_token":{{token}},"expires_in":{{lifetime}}{{more}}}""";

    private sealed class Restore(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Browser;

/// <summary>
/// Records every secret in requests to and responses of the authority's token endpoint (tokens, their parts, codes,
/// verifiers, credentials), so that a journey's output can be searched for them.
/// </summary>
public sealed class SecretWatch : IStartupFilter
{
    private static readonly string[] InRequest =
    [
        "code", "code_verifier", "client_secret", "client_assertion", "assertion", "refresh_token",
    ];
    private static readonly string[] InResponse = ["access_token", "refresh_token", "id_token"];

    private readonly ConcurrentDictionary<string, string> _secrets = new(StringComparer.Ordinal);

    public int Count => _secrets.Count;

    public void Attach(WebApplicationBuilder builder) => builder.Services.AddSingleton<IStartupFilter>(this);

    /// <summary>
    /// The kind of the first secret, or part of one, in <paramref name="text"/>; null if there is none.
    /// </summary>
    public string? FindIn(string text) =>
        _secrets.FirstOrDefault(secret => text.Contains(secret.Key, StringComparison.Ordinal)).Value;

    /// <summary>
    /// Also the parts of a token, in case it is split at its dots. Headers are the same in every token and are left out.
    /// </summary>
    public void Remember(string kind, string secret)
    {
        var parts = secret.Split('.')
            .Where(part => part.Length >= 20 && !part.StartsWith("eyJhbGciOi", StringComparison.Ordinal));
        foreach (var part in parts)
            _secrets[part[..Math.Min(part.Length, 60)]] = kind;
    }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (!context.Request.Path.Value!.EndsWith("/token", StringComparison.Ordinal))
            {
                await following(context);
                return;
            }

            await RememberExchangeAsync(context, following);
        });
        next(app);
    };

    private async Task RememberExchangeAsync(HttpContext context, RequestDelegate following)
    {
        context.Request.EnableBuffering();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        context.Request.Body.Position = 0;
        foreach (var name in InRequest.Where(form.ContainsKey))
            Remember(name, form[name].ToString());

        var result = context.Response.Body;
        using var copy = new MemoryStream();
        context.Response.Body = copy;
        await following(context);
        context.Response.Body = result;
        RememberResponse(copy.ToArray());
        copy.Position = 0;
        await copy.CopyToAsync(result, context.RequestAborted);
    }

    private void RememberResponse(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var name in InResponse)
            {
                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty(name, out var value))
                    Remember(name, value.GetString()!);
            }
        }
        catch (JsonException)
        {
            // A response that a test broke contains no token.
        }
    }
}

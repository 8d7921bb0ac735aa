using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support;

/// <summary>
/// Makes the emulator's on-behalf-of tokens expire at once, so that the portal requests a new one for each call and
/// notices withdrawn consents and roles.
/// </summary>
public sealed partial class ExpiringTokens : IStartupFilter
{
    public static void Attach(WebApplicationBuilder builder) =>
        builder.Services.AddSingleton<IStartupFilter, ExpiringTokens>();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(async (context, following) =>
        {
            if (await IsOnBehalfOfAsync(context.Request))
                await ShortenAsync(context, following);
            else
                await following(context);
        });
        next(app);
    };

    private static async Task<bool> IsOnBehalfOfAsync(HttpRequest request) => request.HasFormContentType
        && (await request.ReadFormAsync(request.HttpContext.RequestAborted))["requested_token_use"] == "on_behalf_of";

    private static async Task ShortenAsync(HttpContext context, RequestDelegate following)
    {
        var body = context.Response.Body;
        using var written = new MemoryStream();
        context.Response.Body = written;
        await following(context);

        var result = Seconds().Replace(Encoding.UTF8.GetString(written.ToArray()), "${name}1");
        context.Response.Body = body;
        context.Response.ContentLength = Encoding.UTF8.GetByteCount(result);
        await context.Response.WriteAsync(result, context.RequestAborted);
    }

    [GeneratedRegex(
        "(?<name>\"(ext_)?expires_in\":\\s*)[0-9]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seconds();
}

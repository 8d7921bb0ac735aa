using System.Text.Json;
using Entra.Emulator.OAuth.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace Entra.Emulator.OAuth.Errors;

/// <summary>Writes errors of the token and authorization endpoints in Entra's format.</summary>
internal sealed partial class ErrorResponseHandler(ILogger<ErrorResponseHandler> logger) :
    IOpenIddictServerHandler<ApplyTokenResponseContext>,
    IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    // After the WWW-Authenticate header, which repeats the description and cannot contain line breaks.
    public static OpenIddictServerHandlerDescriptor TokenDescriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyTokenResponseContext>()
            .UseSingletonHandler<ErrorResponseHandler>()
            .SetOrder(OpenIddictServerAspNetCoreHandlers.AttachWwwAuthenticateHeader<ApplyTokenResponseContext>.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public static OpenIddictServerHandlerDescriptor AuthorizationDescriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
            .UseSingletonHandler<ErrorResponseHandler>()
            .SetOrder(Authentication.AttachIssuer.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        if (Describe(context.Transaction) is { } report)
        {
            var response = context.Response;
            response["error_codes"] = JsonSerializer.SerializeToElement((int[])[report.Error.Code]);
            response["timestamp"] = report.Timestamp;
            response["trace_id"] = report.TraceId;
            response["correlation_id"] = report.CorrelationId;
            response["suberror"] = report.Error.SubError;
            response["claims"] = report.Error.Claims;

            // OpenIddict returns 401 for every invalid_client. Entra does so only when client authentication failed.
            if (report.Error.Code == 650053)
                context.Transaction.GetHttpContext().Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        if (Describe(context.Transaction) is { } report)
            context.Response["error_subcode"] = report.Error.SubError;

        return ValueTask.CompletedTask;
    }

    private ErrorReport? Describe(OpenIddictServerTransaction transaction)
    {
        if (transaction.Response is not { Error.Length: > 0 } response)
            return null;

        var http = transaction.GetHttpContext();
        var error = transaction.GetError() ?? OpenIddictErrors.Translate(response, transaction.Request);
        var report = ErrorReport.Create(error, http);

        response.Error = error.Error;
        response.ErrorDescription = report.Description;
        response.ErrorUri = report.Uri;
        http.Features.Set(report);
        LogRefused(logger, transaction.EndpointType, error.Code, error.Error, report.CorrelationId);
        return report;
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Endpoint} refused with AADSTS{Code} ({Error}), correlation id {CorrelationId}")]
    private static partial void LogRefused(
        ILogger logger, OpenIddictServerEndpointType endpoint, int code, string error, string correlationId);
}

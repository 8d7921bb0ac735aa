using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Identity.Abstractions;

namespace Microsoft.Identity.Web;

/// <summary>Applies the options to a request: body, headers, query and authorization, in the official order.</summary>
internal sealed partial class RequestComposer(
    IAuthorizationHeaderProvider authorizationHeaderProvider,
    ILogger<DownstreamApi> logger)
{
    private const string Authorization = "Authorization";

    // The scheme is a URL, which the header's parser refuses.
    private const string SamlBearerScheme = "http://schemas.microsoft.com/dsts/saml2-bearer";

    public async Task ComposeAsync(
        HttpRequestMessage request,
        HttpContent? content,
        DownstreamApiOptions options,
        Caller caller,
        CancellationToken cancellationToken)
    {
        request.Content = content;
        options.RequestAppToken = caller.IsApp;

        if (!string.IsNullOrEmpty(options.AcceptHeader))
            request.Headers.Accept.ParseAdd(options.AcceptHeader);

        AddHeaders(request, options);
        AddQuery(request, options);

        options.OnBeforeAuthHeaderCreation?.Invoke(request);
        await AuthorizeAsync(request, options, caller, cancellationToken);
        options.OnAfterAuthHeaderCreation?.Invoke(request);
        options.CustomizeHttpRequestMessage?.Invoke(request);
    }

    private void AddHeaders(HttpRequestMessage request, DownstreamApiOptions options)
    {
        foreach (var (name, value) in options.ExtraHeaderParameters ?? new Dictionary<string, string>())
        {
            if (ReservedHeaders.Contains(name))
                LogReservedHeaderIgnored(name);
            else if (request.Headers.Contains(name))
                LogDuplicateHeaderIgnored(name);
            else
                request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static void AddQuery(HttpRequestMessage request, DownstreamApiOptions options)
    {
        if (request.RequestUri is not { } uri || options.ExtraQueryParameters is not { Count: > 0 } parameters)
            return;

        var builder = new UriBuilder(uri);
        var query = new StringBuilder(builder.Query.TrimStart('?'));
        foreach (var (name, value) in parameters)
        {
            var separator = query.Length > 0 ? "&" : "";
            query.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        builder.Query = query.ToString();
        request.RequestUri = builder.Uri;
    }

    private async Task AuthorizeAsync(
        HttpRequestMessage request,
        DownstreamApiOptions options,
        Caller caller,
        CancellationToken cancellationToken)
    {
        RefuseMutualTls(options);

        // Without scopes, the API is called anonymously.
        if (options.Scopes is null || !options.Scopes.Any())
        {
            LogUnauthenticatedCall();
            return;
        }

        // Protocols that sign the request (signed HTTP requests) read it from there.
        options.AcquireTokenOptions.SetHttpRequestMessage(request);

        var header = await authorizationHeaderProvider.CreateAuthorizationHeaderAsync(
            options.Scopes, options, caller.User, cancellationToken);

        if (header.StartsWith(SamlBearerScheme, StringComparison.OrdinalIgnoreCase))
            request.Headers.TryAddWithoutValidation(Authorization, header);
        else
            request.Headers.Add(Authorization, header);
    }

    // Sending the request without the client certificate would be a different protocol.
    private static void RefuseMutualTls(DownstreamApiOptions options)
    {
        if (string.Equals(options.ProtocolScheme, "MTLS", StringComparison.OrdinalIgnoreCase)
            || string.Equals(options.ProtocolScheme, "MTLS_POP", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException(
                $"{nameof(options.ProtocolScheme)} is {options.ProtocolScheme}: mutual TLS needs the official package "
                + "Microsoft.Identity.Web.DownstreamApi (build with -p:OfficialIdentityWebPackages=true).");
        }
    }

    [LoggerMessage(101, LogLevel.Information, "An API was called without a token, because no scopes are configured",
        EventName = "UnauthenticatedApiCall")]
    private partial void LogUnauthenticatedCall();

    [LoggerMessage(102, LogLevel.Warning, "ExtraHeaderParameters: {HeaderName} is reserved and was not sent",
        EventName = "ReservedHeaderIgnored")]
    private partial void LogReservedHeaderIgnored(string headerName);

    [LoggerMessage(103, LogLevel.Warning, "ExtraHeaderParameters: {HeaderName} already has a value; this one was not sent",
        EventName = "DuplicateHeaderIgnored")]
    private partial void LogDuplicateHeaderIgnored(string headerName);
}

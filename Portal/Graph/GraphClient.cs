using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Identity.Abstractions;
using Portal.Contracts.Problems;
using Portal.Downstream;
using Portal.Downstream.Resilience;
using Portal.Problems;

namespace Portal.Graph;

/// <summary>
/// Calls Microsoft Graph on behalf of the user, never as the application, so that Graph checks what the user may do.
/// </summary>
internal sealed class GraphClient(IDownstreamApi downstream)
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <param name="path">Relative to the version, with each value escaped.</param>
    /// <exception cref="ProblemException">No token, no response, or a refusal.</exception>
    public async Task<T> GetAsync<T>(
        GraphPurpose purpose, string path, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendAsync(purpose, HttpMethod.Get, path, body: null, user, cancellationToken);
        return await ReadAsync<T>(response, purpose, cancellationToken);
    }

    /// <inheritdoc cref="GetAsync"/>
    /// <returns>Null if Graph answers 404.</returns>
    public async Task<T?> FindAsync<T>(
        GraphPurpose purpose, string path, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await GetAsync<T>(purpose, path, user, cancellationToken);
        }
        catch (ProblemException exception) when (exception.Problem.Code == ProblemCodes.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc cref="GetAsync"/>
    /// <returns>The created object, or the response of an action.</returns>
    public async Task<T> PostAsync<T>(
        GraphPurpose purpose, string path, object body, ClaimsPrincipal user, CancellationToken cancellationToken)
        where T : class
    {
        using var response = await SendAsync(purpose, HttpMethod.Post, path, body, user, cancellationToken);
        return await ReadAsync<T>(response, purpose, cancellationToken);
    }

    /// <inheritdoc cref="GetAsync"/>
    public async Task PatchAsync(
        GraphPurpose purpose, string path, object body, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        (await SendAsync(purpose, HttpMethod.Patch, path, body, user, cancellationToken)).Dispose();

    /// <inheritdoc cref="GetAsync"/>
    public async Task DeleteAsync(
        GraphPurpose purpose, string path, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        (await SendAsync(purpose, HttpMethod.Delete, path, body: null, user, cancellationToken)).Dispose();

    private async Task<HttpResponseMessage> SendAsync(
        GraphPurpose purpose, HttpMethod method, string path, object? body, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        using var content = body is null ? null : JsonContent.Create(body, body.GetType(), options: Json);
        var sent = false;
        HttpResponseMessage response;
        try
        {
            response = await downstream.CallApiForUserAsync(
                purpose.Name,
                o =>
                {
                    o.HttpMethod = method.Method;
                    o.RelativePath = path;
                    o.AcquireTokenOptions.CorrelationId = Guid.NewGuid();
                    o.CustomizeHttpRequestMessage = request =>
                    {
                        // $search and $count on users and groups require eventual consistency: the index lags by
                        // moments.
                        request.Headers.TryAddWithoutValidation("ConsistencyLevel", "eventual");
                        ApiPipeline.SetCaller(request, user);
                        sent = true;
                    };
                },
                user,
                content,
                cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var problem = sent && !TokenProblems.IsAboutToken(exception)
                ? CallProblems.Explain(exception, purpose.Name)
                : TokenProblems.Explain(exception, purpose.Name, purpose.RequestedScopes);
            if (problem is null)
                throw;

            throw new ProblemException(problem, exception);
        }

        if (response.IsSuccessStatusCode)
            return response;

        using (response)
            throw new ProblemException(await GraphErrors.ReadAsync(response, purpose, cancellationToken));
    }

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage response, GraphPurpose purpose, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await response.Content.ReadFromJsonAsync<T>(Json, cancellationToken)
                ?? throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "nothing"));
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or InvalidOperationException)
        {
            // InvalidOperationException: a character set that does not exist.
            throw new ProblemException(ErrorResponseReader.Unexpected(purpose.Name, "another shape"), exception);
        }
    }
}

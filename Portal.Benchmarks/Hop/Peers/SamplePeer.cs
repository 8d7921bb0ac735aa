using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Identity.Abstractions;
using Microsoft.Identity.Web;

namespace Portal.Benchmarks.Hop.Peers;

/// <summary>What the samples of Microsoft.Identity.Web do: read the response as objects and write them again.</summary>
internal static class SamplePeer
{
    private const string Api = "AppB";

    public static WebApplication Build(string[] args)
    {
        var builder = PeerApp.Create(args);
        builder.Services.AddDownstreamApi(Api, builder.Configuration.GetSection($"DownstreamApis:{Api}"));

        var app = builder.BuildWithAuthentication();
        app.MapGet(PeerApp.Route, GetRows).RequireAuthorization();
        return app;
    }

    private static async Task<Ok<OrderPage>> GetRows(
        string view, HttpRequest request, IDownstreamApi api, CancellationToken cancellationToken) =>
        TypedResults.Ok(await api.GetForUserAsync<OrderPage>(
            Api, options => options.RelativePath = view + request.QueryString, cancellationToken: cancellationToken));

    private sealed record OrderPage(
        IReadOnlyList<Order> Value,
        [property: JsonPropertyName("@odata.nextLink")] string? NextLink);

    private sealed record Order(
        long Id,
        string Number,
        long CustomerId,
        string CustomerName,
        string Status,
        DateOnly PlacedOn,
        decimal Total,
        string Currency,
        string? Note);
}

using System.Net;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.StandIn;

/// <summary>Serialization of inputs and responses in the typed calls.</summary>
public sealed class DownstreamApiJsonTests
{
    private static readonly Order Seven = new() { Id = 7, Customer = "Contoso" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Object_is_sent_as_JSON_and_the_response_is_read_case_insensitively()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK, """{"ID":8,"customer":"Fabrikam"}""");

        var order = await setup.Api.PutForUserAsync<Order, Order>(
            DownstreamSetup.Name, Seven, cancellationToken: Cancel);

        Assert.Equal("""{"Id":7,"Customer":"Contoso"}""", setup.Wire.Request.Body);
        Assert.Equal("application/json; charset=utf-8", setup.Wire.Request.ContentType);
        Assert.Equal(new Order { Id = 8, Customer = "Fabrikam" }, order);
    }

    [Fact]
    public async Task Source_generated_serialization_determines_the_names()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK, """{"id":8,"CUSTOMER":"not this name"}""");

        var order = await setup.Api.PatchForAppAsync(
            DownstreamSetup.Name, Seven, OrderJson.Default.Order, OrderJson.Default.Order, cancellationToken: Cancel);

        Assert.Equal("""{"id":7,"customer":"Contoso"}""", setup.Wire.Request.Body);
        Assert.Equal(new Order { Id = 8 }, order);
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Input_type_determines_the_body(object? input, string? body, string? contentType)
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK);

        await setup.Api.PostForUserAsync(DownstreamSetup.Name, input, cancellationToken: Cancel);

        Assert.Equal(body, setup.Wire.Request.Body);
        Assert.Equal(contentType, setup.Wire.Request.ContentType);
    }

    public static TheoryData<object?, string?, string?> Inputs() => new()
    {
        { null, null, null },
        { "words", "\"words\"", "application/json; charset=utf-8" },
        { "bytes"u8.ToArray(), "bytes", null },
        { new MemoryStream(Encoding.UTF8.GetBytes("stream")), "stream", null },
        { new StringContent("<a/>", Encoding.UTF8, "application/xml"), "<a/>", "application/xml; charset=utf-8" },
    };

    [Fact]
    public async Task Serializer_and_Deserializer_of_the_options_take_precedence()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK, "8", "application/x-number");

        var order = await setup.Api.PostForUserAsync<Order, Order>(
            DownstreamSetup.Name,
            Seven,
            options =>
            {
                options.Serializer = input => new StringContent($"number {((Order)input!).Id}");
                options.Deserializer = _ => new Order { Id = 8 };
            },
            cancellationToken: Cancel);

        Assert.Equal("number 7", setup.Wire.Request.Body);
        Assert.Equal(8, order!.Id);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/html; charset=utf-8")]
    [InlineData(null)]
    public async Task Text_response_is_read_as_a_string_only(string? mediaType)
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK, "{}", mediaType).Respond(HttpStatusCode.OK, "{}", mediaType);

        var text = await setup.Api.GetForUserAsync<string>(DownstreamSetup.Name, cancellationToken: Cancel);
        var order = await setup.Api.GetForUserAsync<Order>(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal("{}", text);
        Assert.Null(order);
    }

    [Fact]
    public async Task Response_of_another_media_type_needs_a_deserializer()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK, "{}", "application/problem+json");

        await Assert.ThrowsAsync<NotSupportedException>(
            () => setup.Api.GetForUserAsync<Order>(DownstreamSetup.Name, cancellationToken: Cancel));
    }

    [Fact]
    public async Task Response_can_be_read_as_HttpContent()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.OK, "%PDF", "application/pdf");

        var content = await setup.Api.GetForUserAsync<HttpContent>(DownstreamSetup.Name, cancellationToken: Cancel);

        Assert.Equal("%PDF", await content!.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Empty_response_is_null()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(new HttpResponseMessage(HttpStatusCode.NoContent));

        var order = await setup.Api.DeleteForUserAsync<Order, Order>(
            DownstreamSetup.Name, Seven, cancellationToken: Cancel);

        Assert.Null(order);
    }

    [Fact]
    public async Task Error_response_throws_with_its_status_and_body()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.Forbidden, "no role").Respond(HttpStatusCode.Forbidden, "no role");

        var verb = await Assert.ThrowsAsync<HttpRequestException>(
            () => setup.Api.GetForUserAsync<Order>(DownstreamSetup.Name, cancellationToken: Cancel));
        var call = await Assert.ThrowsAsync<HttpRequestException>(
            () => setup.Api.CallApiForAppAsync<Order, Order>(DownstreamSetup.Name, Seven, cancellationToken: Cancel));

        Assert.Equal(HttpStatusCode.Forbidden, verb.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, call.StatusCode);
        Assert.Equal("403 Forbidden no role", verb.Message);
        Assert.Equal("403 Forbidden no role", call.Message);
    }

    [Fact]
    public async Task Error_response_to_a_call_with_a_body_throws_with_its_status_only()
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.Conflict, "secret detail").Respond(HttpStatusCode.Conflict, "secret detail");

        var silent = await Assert.ThrowsAsync<HttpRequestException>(
            () => setup.Api.PostForUserAsync(DownstreamSetup.Name, Seven, cancellationToken: Cancel));
        var typed = await Assert.ThrowsAsync<HttpRequestException>(
            () => setup.Api.PostForUserAsync<Order, Order>(DownstreamSetup.Name, Seven, cancellationToken: Cancel));

        Assert.Equal(HttpStatusCode.Conflict, silent.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, typed.StatusCode);
        Assert.DoesNotContain("secret detail", silent.Message + typed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public async Task Long_body_is_left_out_of_the_message(int length, bool shown)
    {
        using var setup = new DownstreamSetup();
        setup.Wire.Respond(HttpStatusCode.BadGateway, new string('x', length), "text/plain");

        var failure = await Assert.ThrowsAsync<HttpRequestException>(
            () => setup.Api.GetForUserAsync<Order>(DownstreamSetup.Name, cancellationToken: Cancel));

        Assert.Equal(shown, failure.Message.Contains("xxx", StringComparison.Ordinal));
    }
}

internal sealed record Order
{
    public int Id { get; init; }

    public string? Customer { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Order))]
internal sealed partial class OrderJson : JsonSerializerContext;

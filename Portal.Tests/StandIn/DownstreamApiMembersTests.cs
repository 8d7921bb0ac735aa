using System.Net;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Identity.Abstractions;

namespace Portal.Tests.StandIn;

/// <summary>The interface has some fifty members that differ in one word. Each must do what its name says.</summary>
public sealed class DownstreamApiMembersTests
{
    [Theory]
    [MemberData(nameof(Members))]
    public async Task Member_does_what_its_name_says(string signature)
    {
        using var setup = new DownstreamSetup(("HttpMethod", "Options"));
        setup.Wire.Respond(HttpStatusCode.OK, """{"id":8}""");
        var member = Find(signature);
        var arguments = member.GetParameters().Select(Argument).ToArray();

        var task = (Task)member.Invoke(setup.Api, arguments)!;
        await task;

        var verb = member.Name.StartsWith("CallApi", StringComparison.Ordinal)
            ? "OPTIONS"
            : member.Name[..member.Name.IndexOf("For", StringComparison.Ordinal)].ToUpperInvariant();
        Assert.Equal(verb, setup.Wire.Request.Method);

        var forApp = member.Name.Contains("ForApp", StringComparison.Ordinal);
        Assert.Equal(forApp, setup.Tokens.Request.ForApp);
        Assert.Same(forApp ? null : DownstreamSetup.Alice, setup.Tokens.Request.User);

        var generated = member.GetParameters().Any(p => p.Name == "inputJsonTypeInfo");
        var sent = member.GetParameters().Any(p => p.Name == "input")
            ? generated ? """{"id":7,"customer":null}""" : """{"Id":7,"Customer":null}"""
            : null;
        Assert.Equal(sent, setup.Wire.Request.Body);

        if (task is Task<Order?> typed)
            Assert.Equal(8, (await typed)!.Id);
    }

    public static TheoryData<string> Members() => [.. typeof(IDownstreamApi).GetMethods().Select(m => m.ToString()!)];

    private static MethodInfo Find(string signature)
    {
        var member = typeof(IDownstreamApi).GetMethods().Single(m => m.ToString() == signature);
        return member.IsGenericMethod
            ? member.MakeGenericMethod([.. member.GetGenericArguments().Select(_ => typeof(Order))])
            : member;
    }

    private static object? Argument(ParameterInfo parameter) => parameter.Name switch
    {
        "serviceName" => DownstreamSetup.Name,
        "input" => new Order { Id = 7 },
        "user" => DownstreamSetup.Alice,
        "cancellationToken" => TestContext.Current.CancellationToken,
        "downstreamApiOptions" => new DownstreamApiOptions
        {
            BaseUrl = DownstreamSetup.BaseUrl,
            HttpMethod = "Options",
            Scopes = ["api://appb/access_as_user"],
        },
        _ when parameter.ParameterType == typeof(JsonTypeInfo<Order>) => OrderJson.Default.Order,
        _ => null,
    };
}

using System.Net;
using System.Net.Http.Headers;
using AccessContract;
using Portal.Contracts.Problems;
using Portal.Downstream;

namespace Portal.Tests.Downstream;

/// <summary>How the portal reports an error response of a downstream API.</summary>
public sealed class ErrorResponseReaderTests
{
    private const string Refusal = """
        { "code": "role_missing", "title": "Role missing", "status": 403, "detail": "It needs Orders.Read.",
          "stack": "at Secret.Method()",
          "required": [ { "tokenKind": "user", "scopes": ["access_as_user"], "roles": ["Orders.Read"] } ],
          "presented": { "tokenKind": "user", "scopes": ["access_as_user"], "roles": [] }, "failed": ["role"] }
        """;

    [Fact]
    public async Task Refusal_is_forwarded_with_required_and_actual_access()
    {
        var problem = await ReadAsync(HttpStatusCode.Forbidden, Refusal);

        Assert.Equal(
            (ProblemCodes.RoleMissing, 403, "It needs Orders.Read."), (problem.Code, problem.Status, problem.Detail));
        Assert.Equal(["Orders.Read"], Assert.Single(problem.Access!.Required).Roles);
        Assert.Empty(problem.Access.Presented!.Roles);
        Assert.Equal(["role"], problem.Access.Failed);
    }

    [Theory]
    [InlineData("\"device\"")]
    [InlineData("null")]
    [InlineData("7")]
    [InlineData("[{}]")]
    public async Task Unknown_kind_of_token_does_not_hide_the_refusal(string kind)
    {
        var problem = await ReadAsync(HttpStatusCode.Forbidden, Refusal.Replace("\"user\"", kind, StringComparison.Ordinal));

        Assert.Equal(TokenKind.Unknown, Assert.Single(problem.Access!.Required).TokenKind);
        Assert.Equal(TokenKind.Unknown, problem.Access.Presented!.TokenKind);
        Assert.Equal(["role"], problem.Access.Failed);
    }

    [Theory]
    [InlineData("""{ "code": "role_missing", "required": [ null ], "presented": null, "failed": [ null ] }""")]
    [InlineData("""{ "code": "role_missing", "required": [], "failed": null }""")]
    public async Task Null_members_of_a_refusal_are_left_out(string body)
    {
        var problem = await ReadAsync(HttpStatusCode.Forbidden, body);

        Assert.Empty(problem.Access!.Required);
        Assert.Null(problem.Access.Presented);
        Assert.Empty(problem.Access.Failed);
    }

    [Theory]
    [InlineData("\"scopes\": [\"access_as_user\"]", "\"scopes\": null")]
    [InlineData("\"roles\": [\"Orders.Read\"]", "\"role\": []")]
    public async Task Refusal_without_a_required_member_is_reported_without_its_access(string member, string other)
    {
        var problem = await ReadAsync(HttpStatusCode.Forbidden, Refusal.Replace(member, other, StringComparison.Ordinal));

        Assert.Equal((ProblemCodes.RoleMissing, 403), (problem.Code, problem.Status));
        Assert.Null(problem.Access);
    }

    [Fact]
    public async Task Refused_token_does_not_make_the_user_sign_in_again()
    {
        var problem = await ReadAsync(
            HttpStatusCode.Unauthorized, """{ "code": "audience_wrong", "detail": "It is for another." }""");

        Assert.Equal((ProblemCodes.AudienceWrong, 403), (problem.Code, problem.Status));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, ProblemCodes.QueryInvalid, 400)]
    [InlineData(HttpStatusCode.NotFound, ProblemCodes.NotFound, 404)]
    [InlineData(HttpStatusCode.TooManyRequests, ProblemCodes.DownstreamThrottled, 503)]
    [InlineData(HttpStatusCode.InternalServerError, ProblemCodes.DownstreamUnavailable, 502)]
    [InlineData(HttpStatusCode.ServiceUnavailable, ProblemCodes.DownstreamUnavailable, 502)]
    [InlineData(HttpStatusCode.Found, ProblemCodes.DownstreamInvalid, 502)]
    public async Task Each_status_has_its_code(HttpStatusCode status, string code, int reported)
    {
        var problem = await ReadAsync(status, """{ "code": "made_up", "detail": "reason" }""");

        Assert.Equal((code, reported, "AppB"), (problem.Code, problem.Status, problem.Api));
    }

    [Theory]
    [InlineData("<h1>at Secret.Method()</h1>", "text/html")]
    [InlineData("at Secret.Method()", "text/plain")]
    [InlineData("{ at Secret.Method()", "application/problem+json")]
    [InlineData("""["at Secret.Method()"]""", "application/problem+json")]
    [InlineData(Refusal, "application/problem+json")]
    public async Task LEK_04_Unknown_content_of_the_body_is_not_forwarded(string body, string type)
    {
        HttpStatusCode[] failures =
            [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest, HttpStatusCode.InternalServerError];

        foreach (var status in failures)
            Assert.DoesNotContain("Secret", $"{await ReadAsync(status, body, type)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "error": { "code": "BadFilter", "message": "No property Foo." } }""", "No property Foo. (BadFilter)")]
    [InlineData("""{ "error": "invalid_request", "error_description": "No such filter." }""", "No such filter. (invalid_request)")]
    [InlineData("""{ "error": "No such filter." }""", "No such filter.")]
    [InlineData("""{ "Message": "No such filter." }""", "No such filter.")]
    [InlineData("""{ "detail": [ { "loc": ["query", "top"], "msg": "Not a number." } ] }""", "query.top: Not a number.")]
    [InlineData("""{ "title": "Invalid.", "errors": { "top": ["Too large."], "skip": ["Too small."] } }""", "top: Too large.; skip: Too small.")]
    [InlineData("""{ "errors": [ { "message": "No such field." }, { "message": "No such type." } ] }""", "No such field.; No such type.")]
    [InlineData("""[ { "message": "No such field.", "errorCode": "INVALID" } ]""", "No such field.")]
    [InlineData("""{ "title": "Invalid." }""", "Invalid.")]
    [InlineData("\"No such filter.\"", "No such filter.")]
    [InlineData("""{ "type": "about:blank", "title": "Bad", "detail": "No such filter.", "errors": [ { "pointer": "#/top", "detail": "Too large." } ] }""", "No such filter. #/top: Too large.")]
    [InlineData("""{ "message": "The data was invalid.", "errors": { "top": [ "Too large." ] } }""", "The data was invalid. top: Too large.")]
    [InlineData("""{ "errors": [ { "title": "Invalid", "detail": "Too large.", "source": { "parameter": "page[size]" } } ] }""", "page[size]: Too large.")]
    [InlineData("""{ "error": { "code": 400, "message": "Invalid.", "status": "INVALID_ARGUMENT", "details": [ { "fieldViolations": [ { "field": "top", "description": "Too large." } ] } ] } }""", "Invalid. (INVALID_ARGUMENT) top: Too large.")]
    [InlineData("""{ "error": { "code": "Bad", "message": "Invalid.", "details": [ { "target": "top", "message": "Too large." } ], "innererror": { "stacktrace": "at Secret.Method()" } } }""", "Invalid. (Bad) top: Too large.")]
    [InlineData("""{ "statusCode": 400, "message": [ "top must be a number", "skip must be a number" ], "error": "Bad Request" }""", "top must be a number; skip must be a number")]
    [InlineData("""{ "top": [ "A valid integer is required." ], "non_field_errors": [ "Too much." ] }""", "top: A valid integer is required.; Too much.")]
    [InlineData("""{ "timestamp": "2026-01-31", "status": 400, "error": "Bad Request", "message": "", "path": "/orders" }""", "Bad Request")]
    [InlineData("""{ "fault": { "faultstring": "No such filter.", "detail": { "errorcode": "x" } } }""", "No such filter.")]
    [InlineData("""{ "error": { "issues": [ { "path": [ "top" ], "message": "Not a number." } ] } }""", "top: Not a number.")]
    [InlineData("""{ "violations": [ { "propertyPath": "top", "message": "Too large." } ] }""", "top: Too large.")]
    [InlineData("""{ "id": { "message": "x" }, "invalid": "invalid id" }""", null)]
    public async Task Reason_is_read_from_any_usual_JSON(string body, string? reason)
    {
        Assert.Equal(reason, ErrorReason.Read(body, "application/json"));
        if (reason is null)
            return;

        Assert.Equal(reason, (await ReadAsync(HttpStatusCode.BadRequest, body, "application/json")).Detail);
        Assert.Equal(reason, (await ReadAsync(HttpStatusCode.Conflict, body, "application/json")).Detail);
    }

    [Theory]
    [InlineData("No such filter.\r\n", "text/plain", "No such filter.")]
    [InlineData("Boom.\n   at Secret.Method()", "text/plain", "Boom.")]
    [InlineData("Bearer eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln is wrong", "text/plain", "Bearer … is wrong")]
    [InlineData("<!DOCTYPE html><html><head><title>Not &amp; allowed</title></head></html>", "text/html", "Not & allowed")]
    [InlineData("<error><code>1</code><message>No such filter.</message></error>", "application/xml", "No such filter.")]
    [InlineData("<s:Envelope xmlns:s='s'><s:Fault><faultcode>x</faultcode><faultstring>No such filter.</faultstring></s:Fault></s:Envelope>", "text/xml", "No such filter.")]
    [InlineData("<e:Envelope xmlns:e='e'><e:Code><e:Value>x</e:Value></e:Code><e:Reason><e:Text>No such filter.</e:Text></e:Reason></e:Envelope>", "application/soap+xml", "No such filter.")]
    public async Task Reason_is_read_from_text_and_markup(string body, string type, string reason) =>
        Assert.Equal(reason, (await ReadAsync(HttpStatusCode.BadRequest, body, type)).Detail);

    [Theory]
    [InlineData("{ \"broken\"", "application/json", "(application/json)")]
    [InlineData("{ \"status\": 400 }", "application/json", "(application/json)")]
    [InlineData("<!DOCTYPE x [<!ENTITY e 'x'>]><error><message>&e;</message></error>", "application/xml", "(application/xml)")]
    [InlineData("%PDF", "application/pdf", "(application/pdf)")]
    [InlineData("", "application/json", "without a body")]
    public async Task Unreadable_reason_is_reported_as_such(string body, string type, string said) =>
        Assert.Contains(said, (await ReadAsync(HttpStatusCode.BadRequest, body, type)).Detail);

    [Theory]
    [InlineData("Bearer error=\"insufficient_scope\", scope=\"orders.read\"", ProblemCodes.ScopeMissing, "It requires orders.read")]
    [InlineData("Bearer error=\"insufficient_scope\"", ProblemCodes.ScopeMissing, "does not say which")]
    [InlineData("Bearer error=insufficient_scope", ProblemCodes.ScopeMissing, "does not say which")]
    [InlineData("Bearer error=\"insufficient_scope\", error_description=\"Ask for more.\"", ProblemCodes.ScopeMissing, "Ask for more.")]
    [InlineData("Bearer realm=\"x\"", ProblemCodes.RoleMissing, "without a body")]
    public async Task Insufficient_scope_is_a_scope(string challenge, string code, string said)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.Forbidden) { Content = new StringContent("") };
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge);

        var problem = await ErrorResponseReader.ReadAsync(response, "AppB", TestContext.Current.CancellationToken);

        Assert.Equal(code, problem.Code);
        Assert.Contains(said, problem.Detail);
    }

    [Fact]
    public async Task Long_detail_is_truncated()
    {
        var problem = await ReadAsync(HttpStatusCode.BadRequest, $$"""{ "detail": "{{new string('x', 9000)}}" }""");

        Assert.InRange(problem.Detail!.Length, 1, 501);
    }

    private static Task<ApiProblem> ReadAsync(
        HttpStatusCode status, string body, string type = "application/problem+json") =>
        ErrorResponseReader.ReadAsync(
            new HttpResponseMessage(status) { Content = new StringContent(body, new MediaTypeHeaderValue(type)) },
            "AppB",
            TestContext.Current.CancellationToken);
}

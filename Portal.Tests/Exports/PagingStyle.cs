using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Portal.Tests.Exports;

/// <summary>How an API divides its rows into pages of at most <see cref="PageSize"/>.</summary>
/// <param name="Parameters">The query parameters that its document can declare; <c>page=0</c> has a default.</param>
/// <param name="Response">
/// What its document can declare of a response, the location of the rows first: <c>items meta/total</c>. A hyphen is a
/// response that is the list; names in capital letters are headers.
/// </param>
/// <param name="Declared">How an export ends if the document declares all of it.</param>
/// <param name="Undeclared">How it ends if the document declares only the rows; null if it is not tried.</param>
/// <param name="Respond">Returns the body, or null for 404.</param>
internal sealed record PagingStyle(
    string Name,
    string Parameters,
    string Response,
    PagingOutcome Declared,
    PagingOutcome? Undeclared,
    Func<PageRequest, object?> Respond)
{
    public const int PageSize = 4;

    public override string ToString() => Name;
}

internal enum PagingOutcome
{
    Complete,

    /// <summary>Complete if there is only one page; otherwise the file says that it is not.</summary>
    Said,
}

/// <summary>A request to an API with <paramref name="Total"/> rows.</summary>
internal sealed record PageRequest(HttpContext Context, int Total)
{
    public int Pages => (Total + PagingStyle.PageSize - 1) / PagingStyle.PageSize;

    public string Link(string query) => $"http://{Context.Request.Host}{Context.Request.Path}?{query}";

    public string? Text(string parameter) => Context.Request.Query[parameter].ToString() is { Length: > 0 } text ? text : null;

    public int Number(string parameter, int otherwise) =>
        int.TryParse(Text(parameter), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    /// <summary>The rows after the first <paramref name="skip"/>; their ids count from 1.</summary>
    public object[] Rows(int skip, int size = PagingStyle.PageSize) =>
        [.. Enumerable.Range(1, Total).Skip(skip).Take(size).Select(id => new { id, name = $"Thing {id}" })];

    public bool HasMore(int skip) => skip + PagingStyle.PageSize < Total;

    public string? IfMore(string next) => HasMore(0) ? next : null;

    public object[] With(object[] rows, string header, string value)
    {
        Context.Response.Headers[header] = value;
        return rows;
    }
}

using Microsoft.AspNetCore.Http.Extensions;

namespace AppB.Sample;

/// <summary>AppB's address as the caller sees it.</summary>
internal static class PublicAddress
{
    public static string Of(HttpRequest request, string path = "", QueryString query = default) =>
        UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, path, query);
}

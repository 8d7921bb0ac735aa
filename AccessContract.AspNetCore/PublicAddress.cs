using Microsoft.AspNetCore.Http.Extensions;

namespace AccessContract.AspNetCore;

/// <summary>The API's address as the caller sees it.</summary>
internal static class PublicAddress
{
    public static string Of(HttpRequest request, string path = "") =>
        UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, path);
}

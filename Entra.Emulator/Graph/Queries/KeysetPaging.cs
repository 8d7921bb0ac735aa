using Entra.Emulator.Graph.Model;
using Entra.Emulator.Tenant;

namespace Entra.Emulator.Graph.Queries;

/// <summary>Pages of lists that can change between requests: a page continues after the last object returned.</summary>
internal static class KeysetPaging
{
    public static KeysetQuery<T> Query<T>(QueryOptions options, ObjectType<T> type, bool isPage = true) => new(
        isPage ? PageToken.Last(options.SkipToken) : null,
        options.Top,
        options.Where is { } where ? item => type.Matches(item, where) : _ => true);

    public static Page<T> Page<T>(KeysetPage<T> page, int? count, Func<T, Guid> idOf) =>
        new(page.Items, page.HasMore ? PageToken.Of(idOf(page.Items[^1])) : null, count);
}

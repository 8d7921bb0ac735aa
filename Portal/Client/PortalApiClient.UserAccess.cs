using Portal.Contracts.UserAccess;

namespace Portal.Client;

// What other users may do, for administrators, and the user's own groups.
public sealed partial class PortalApiClient
{
    /// <summary>Users whose user name, or a word of their name, starts with the search text.</summary>
    /// <param name="next">The continuation token of the previous page.</param>
    public Task<UserPage> FindPeopleAsync(string search, string? next, CancellationToken cancellationToken) =>
        GetAsync<UserPage>(
            $"api/admin/people?search={Uri.EscapeDataString(search)}"
            + (next is null ? "" : $"&next={Uri.EscapeDataString(next)}"),
            cancellationToken);

    /// <summary>What a user's next tokens will contain and allow, according to the directory.</summary>
    public Task<UserAccessReport> GetPersonAccessAsync(string person, CancellationToken cancellationToken) =>
        GetAsync<UserAccessReport>($"api/admin/people/{Uri.EscapeDataString(person)}/access", cancellationToken);

    /// <summary>
    /// Reads the directory, which needs a separate permission: without consent, the problem requests it.
    /// </summary>
    public Task<OwnGroupReport> GetOwnGroupsAsync(CancellationToken cancellationToken) =>
        GetAsync<OwnGroupReport>("api/access/groups", cancellationToken);
}

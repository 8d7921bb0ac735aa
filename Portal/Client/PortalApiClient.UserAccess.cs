using Portal.Contracts.UserAccess;

namespace Portal.Client;

public sealed partial class PortalApiClient
{
    /// <summary>Users whose user name, or a word of their name, starts with the search text; for administrators.</summary>
    /// <param name="next">The continuation token of the previous page.</param>
    public Task<UserPage> FindPeopleAsync(string search, string? next, CancellationToken cancellationToken) => GetAsync<UserPage>(
        $"api/admin/people?search={Uri.EscapeDataString(search)}" + (next is null ? "" : $"&next={Uri.EscapeDataString(next)}"),
        cancellationToken);

    /// <summary>What a user's next tokens will contain and allow, according to the directory; for administrators.</summary>
    public Task<UserAccessReport> GetPersonAccessAsync(string person, CancellationToken cancellationToken) =>
        GetAsync<UserAccessReport>($"api/admin/people/{Uri.EscapeDataString(person)}/access", cancellationToken);
}

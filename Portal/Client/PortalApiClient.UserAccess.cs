using Portal.Contracts.UserAccess;

namespace Portal.Client;

public sealed partial class PortalApiClient
{
    /// <summary>People of the directory whose name has a word that begins so, or whose user name does; for administrators.</summary>
    /// <param name="next">What the page before said.</param>
    public Task<UserPage> FindPeopleAsync(string search, string? next, CancellationToken cancellationToken) => GetAsync<UserPage>(
        $"api/admin/people?search={Uri.EscapeDataString(search)}" + (next is null ? "" : $"&next={Uri.EscapeDataString(next)}"),
        cancellationToken);

    /// <summary>What a person's next tokens will carry and open, as the directory has it now; for administrators.</summary>
    public Task<UserAccessReport> GetPersonAccessAsync(string person, CancellationToken cancellationToken) =>
        GetAsync<UserAccessReport>($"api/admin/people/{Uri.EscapeDataString(person)}/access", cancellationToken);
}

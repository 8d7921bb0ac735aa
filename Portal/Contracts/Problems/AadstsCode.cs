using AccessContract.Checks;

namespace Portal.Contracts.Problems;

/// <summary>An error code of the authority, with its explanation.</summary>
/// <param name="Code">As in the authority's responses: <c>AADSTS65001</c>.</param>
/// <param name="Subject">Its subject, used as a heading.</param>
/// <param name="Title">Short summary.</param>
/// <param name="Meaning">The cause.</param>
/// <param name="Fix">How to fix it.</param>
/// <param name="Who">Who can fix it.</param>
/// <param name="IsBlock">
/// Whether the user cannot get past it by signing in or consenting, although the authority may request an interaction.
/// </param>
public sealed record AadstsCode(
    string Code, string Subject, string Title, string Meaning, string Fix, FixOwner Who, bool IsBlock)
{
    /// <summary>Whether it is about the client or its credential, whatever the request was for.</summary>
    public bool IsAboutClient => Subject is AadstsCodes.ClientSubject or AadstsCodes.RegistrationSubject;
}

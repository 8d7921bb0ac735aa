using Portal.Contracts.Access;

namespace Portal.Contracts.Problems;

/// <summary>One of the authority's error codes, in words.</summary>
/// <param name="Code">As the authority writes it: <c>AADSTS65001</c>.</param>
/// <param name="Subject">What it is about; the heading that it stands under.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Meaning">How it comes to that.</param>
/// <param name="Fix">What to do about it.</param>
/// <param name="Who">Who can: one of <see cref="FixOwners"/>.</param>
public sealed record AadstsCode(string Code, string Subject, string Title, string Meaning, string Fix, string Who);

using System.Globalization;
using System.Text;

namespace Portal.Downstream.Contract;

internal static class IdentifierText
{
    /// <summary><c>placedOn</c>, <c>placed-on</c> → <c>Placed on</c>.</summary>
    public static string Title(string identifier)
    {
        var title = new StringBuilder();
        foreach (var c in identifier)
        {
            if (c is '-' or '_' or '/' or '.')
                title.Append(' ');
            else if (char.IsUpper(c) && title.Length > 0 && char.IsLower(title[^1]))
                title.Append(' ').Append(char.ToLower(c, CultureInfo.InvariantCulture));
            else
                title.Append(title.Length == 0 ? char.ToUpper(c, CultureInfo.InvariantCulture) : c);
        }

        return title.ToString();
    }
}

using AppB.Sample.Problems;
using Microsoft.OData;

namespace AppB.Sample.Query;

/// <summary>Turns what the library throws for a query option into a problem.</summary>
internal static class QueryParsing
{
    /// <exception cref="ProblemException">The option is malformed, or a value does not fit its column.</exception>
    public static TResult Try<TResult>(Func<TResult> parse)
    {
        try
        {
            return parse();
        }
        catch (ODataException e)
        {
            throw ProblemException.QueryInvalid(e.Message);
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException or InvalidOperationException or FormatException or ArgumentException)
        {
            // The parser throws these for a literal that does not fit the column's type.
            throw ProblemException.QueryInvalid("A value does not fit its column: it is out of range or has the wrong type.");
        }
    }
}

using System.Reflection;
using AccessContract.Checks;
using Portal.Tests.AppB;

namespace Portal.Tests.AccessContract;

/// <summary>The table of causes is complete: every cause has a fix, and every row is found in some token.</summary>
public sealed class CausesTests
{
    private const int MaxFixLength = 280;

    // Found by the checks of APIs with other rules, or where the requirements are not those of AppB's orders.
    private static readonly string[] TestedElsewhere =
        ["version_2", "user_required", "app_required", "context_missing", "no_scope_no_role"];

    [Fact]
    public void Every_declared_cause_is_in_the_table_once()
    {
        var declared = typeof(Causes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetValue(null)).OfType<Cause>().ToList();

        Assert.Equal(declared.Select(c => c.Code).Order(), Causes.All.Select(c => c.Code).Order());
        Assert.Equal(Causes.All.Count, Causes.All.Select(c => c.Code).Distinct().Count());
        Assert.All(Causes.All, c => Assert.Same(c, Causes.Find(c.Code)));
    }

    [Fact]
    public void Every_cause_has_a_title_and_a_fix_of_readable_length()
    {
        Assert.All(Causes.All, cause =>
        {
            Assert.NotEmpty(cause.Title);
            var fix = cause.ToFix("AppB", ["Orders.Read"]);
            Assert.InRange(fix.Instructions.Length, 20, MaxFixLength);
            Assert.DoesNotContain('{', fix.Instructions);
            Assert.DoesNotContain('{', fix.Setting ?? "");
        });
    }

    [Fact]
    public void Every_cause_is_the_right_one_for_some_token()
    {
        var found = TokenCases.All.Select(c => c.Cause).Concat(TestedElsewhere).ToHashSet();

        Assert.Empty(Causes.All.Select(c => c.Code).Except(found));
        Assert.Empty(found.Except(Causes.All.Select(c => c.Code)));
    }

    [Fact]
    public void Every_warning_about_a_token_has_a_fix()
    {
        foreach (var token in new[] { SampleToken.User.Without("scp", "roles"), SampleToken.User.Without("exp"), SampleToken.Graph, SampleToken.Id })
        {
            var found = TokenFindings.Of(token.Read(), SampleToken.Now, TimeSpan.FromMinutes(1));

            Assert.All(found.Where(f => f.Weight != FindingWeight.Note), f => Assert.NotNull(f.Fix));
        }
    }
}

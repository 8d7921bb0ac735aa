using Microsoft.Extensions.Time.Testing;
using Portal.Client;
using Portal.Components.Shared;
using Portal.Contracts.Problems;

namespace Portal.Tests.Components;

public sealed class LoadStateTests : IDisposable
{
    private readonly LoadState<string> _latest = new();

    public void Dispose() => _latest.Dispose();

    [Fact]
    public async Task Late_response_does_not_overwrite_a_newer_one()
    {
        var late = new TaskCompletionSource<string>();
        var first = _latest.LoadAsync(_ => late.Task);

        await _latest.LoadAsync(_ => Task.FromResult("new"));
        late.SetResult("old");

        Assert.False(await first);
        Assert.Equal("new", _latest.Value);
    }

    [Fact]
    public async Task Late_problem_does_not_replace_a_newer_response()
    {
        var late = new TaskCompletionSource<string>();
        var first = _latest.LoadAsync(_ => late.Task);

        await _latest.LoadAsync(_ => Task.FromResult("new"));
        late.SetException(new PortalApiException(new ApiProblem("code", 500, "old")));

        Assert.False(await first);
        Assert.Null(_latest.Problem);
    }

    [Fact]
    public async Task Value_is_kept_while_the_next_one_loads()
    {
        await _latest.LoadAsync(_ => Task.FromResult("shown"));

        _ = _latest.LoadAsync(_ => new TaskCompletionSource<string>().Task);

        Assert.Equal("shown", _latest.Value);
        Assert.True(_latest.IsLoading);
    }
}

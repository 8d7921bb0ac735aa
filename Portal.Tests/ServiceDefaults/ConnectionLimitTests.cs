using ServiceDefaults;

namespace Portal.Tests.ServiceDefaults;

public sealed class ConnectionLimitTests
{
    [Theory]
    [InlineData("Max open files            1024                 524288               files     ", 1024L)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max file locks            unlimited            unlimited            locks     ", null)]
    public void Soft_limit_is_read(string line, long? limit) =>
        Assert.Equal(limit, ConnectionLimit.DescriptorLimit(["Limit  Soft Limit  Hard Limit  Units", line]));

    [Theory]
    [InlineData(1024, 300, 324)]
    [InlineData(256, 250, 16)]
    [InlineData(1_048_576, 300, 1_047_876)]
    public void Some_descriptors_are_left_for_files_and_calls(long descriptors, int open, long connections) =>
        Assert.Equal(connections, ConnectionLimit.Connections(descriptors, open));
}

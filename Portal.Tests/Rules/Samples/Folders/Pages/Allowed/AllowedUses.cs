using Portal.Tests.Rules.Samples.Folders.Contracts;
using Portal.Tests.Rules.Samples.Folders.Storage;

namespace Portal.Tests.Rules.Samples.Folders.Pages.Allowed;

// Each type uses only what its folder may use.

internal sealed class OtherTypeOfTheFolder
{
    public static Type Used() => typeof(AllowedFolder);
}

internal sealed class AllowedFolder
{
    public static void Used() => Output.Write(1);
}

internal sealed class AllowedType
{
    public static int Used() => StoreLimits.Rows;
}

internal sealed class Constant
{
    public static int Used() => StoreLimits.MaxRows + (int)StoreKind.Disk;
}

internal sealed class NameOf
{
    public static string Used() => nameof(Store);
}

using System.Diagnostics.CodeAnalysis;

[assembly: SuppressMessage("Naming", "CA1716:Identifiers should not match keywords", Scope = "namespace",
    Target = "~N:Portal.Components.Shared", Justification = "A keyword of Visual Basic only, and no Visual Basic code calls this; Blazor's own templates use the name.")]

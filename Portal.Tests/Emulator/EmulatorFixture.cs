namespace Portal.Tests.Emulator;

/// <summary>One emulator for the tests of a class.</summary>
public sealed class EmulatorFixture : EmulatorContext;

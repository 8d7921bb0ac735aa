using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Portal.Benchmarks.Micro;

/// <summary><c>--micro</c> measures single operations of a request with BenchmarkDotNet.</summary>
internal static class MicroCommand
{
    public const string Name = "--micro";

    public static int Run()
    {
        var artifacts = Path.Combine(Path.GetTempPath(), "on-behalf-of-benchmarks", "micro");

        // In this process: building a project for each run would take longer than the run.
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.DontLogOutput))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddExporter(MarkdownExporter.Console)
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(artifacts);

        foreach (var operations in new[] { typeof(PageOperations), typeof(TokenOperations) })
        {
            var summary = BenchmarkRunner.Run(operations, config);
            MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Default);
            if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
                return 2;
        }

        return 0;
    }
}

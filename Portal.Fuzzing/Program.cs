using System.Text;
using Portal.Fuzzing;
using SharpFuzz;

// Portal.Fuzzing TARGET         lets afl-fuzz send inputs; fuzz.sh starts it
// Portal.Fuzzing TARGET FILE…   reads each file once, to reproduce what afl-fuzz found
if (args is not [{ } name, .. var files] || !Targets.ByName.TryGetValue(name, out var read))
{
    Console.Error.WriteLine($"Usage: Portal.Fuzzing {string.Join('|', Targets.ByName.Keys)} [file …]");
    return 2;
}

foreach (var file in files)
    read(File.ReadAllText(file));

if (files.Length == 0)
    Fuzzer.OutOfProcess.Run(stream => read(new StreamReader(stream, Encoding.UTF8).ReadToEnd()));

return 0;

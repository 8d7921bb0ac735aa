#!/usr/bin/env bash
# Fuzzes targets with afl-fuzz, guided by which code an input reaches: fuzz.sh SECONDS [TARGET …]
# Needs afl++ (Debian: apt-get install afl++). Exit code 1 if an input crashed a target or took over a second; then
# `dotnet run --project Portal.Fuzzing -- TARGET FILE` reproduces it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
seconds=${1:?seconds for each target}
shift
if [ $# = 0 ]; then set -- token paste openapi address graph; fi

work=$(mktemp -d)
dotnet tool restore >/dev/null
dotnet build Portal.Fuzzing -c Release -v q -p:RunAnalyzers=false -o "$work/app"
for assembly in AccessContract Portal Entra.Emulator Microsoft.OpenApi; do
  dotnet sharpfuzz "$work/app/$assembly.dll"
done

export AFL_SKIP_BIN_CHECK=1 AFL_NO_UI=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1
code=0
for target; do
  afl-fuzz -V "$seconds" -t 1000 -m none -i "Portal.Fuzzing/Seeds/$target" -o "$work/$target" \
    -- dotnet "$work/app/Portal.Fuzzing.dll" "$target" >"$work/log" || { tail -n 30 "$work/log"; exit 1; }

  echo "$target: $(grep -E '^(execs_done|corpus_count|edges_found|saved_crashes|saved_hangs) ' "$work/$target/default/fuzzer_stats" | tr -s ' ' | tr '\n' ' ')"
  found=$(find "$work/$target/default/crashes" "$work/$target/default/hangs" -name 'id:*')
  if [ -n "$found" ]; then printf '%s\n' "$found"; code=1; fi
done
exit "$code"

#!/usr/bin/env bash
# Every check of the repository. The last line is always "N passed, M failed"; the exit code is 0 only without failures.
# --long: runs the tests that take long instead (load, faults over time, killed processes, two builds, and further rows of
# slow journeys), and ends with a table of what each measured. It takes about 70 minutes; SOAK_MINUTES sets how many of them
# are load with faults (30).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1
exec </dev/null

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDTERMINALLOGGER=off
export MSBUILDDISABLENODEREUSE=1 # No build process of ours outlives this script or keeps its output open.

long=false
case "${1:-}" in
  "") ;;
  --long) long=true ;;
  *) echo "usage: $0 [--long]"; exit 2 ;;
esac

log=$(mktemp)
format_log=$(mktemp)
format=
trap '[ -z "$format" ] || kill "$format" 2>/dev/null; rm -f "$log" "$format_log"' EXIT

# Runs a step quietly; what it printed matters only when it fails.
try() {
  local name=$1 start=$SECONDS
  shift
  if "$@" >"$log" 2>&1; then
    echo "$name: ok ($((SECONDS - start)) s)"
  else
    # Without what the hosts under test wrote, which the run repeats after its failures.
    sed '/^  Standard output:/,/^Test run summary/{/^Test run summary/!d}' "$log" | tail -n 400
    echo "$name: failed ($((SECONDS - start)) s)"
    return 1
  fi
}

# The same for a step that nothing can follow.
must() {
  try "$@" || { echo "0 passed, 1 failed"; exit 1; }
}

# Waits for a process that was started before, and prints what it printed.
wait_for() {
  local code=0
  wait "$1" || code=$?
  cat "$2"
  return "$code"
}

has_headless_shell() {
  [ -n "${CHROMIUM_PATH:-}" ] || command -v chromium-headless-shell
} >/dev/null

has_browser() {
  has_headless_shell || command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null

is_root_on_debian() {
  [ "$(id -u)" = 0 ] && grep -qx 'ID=debian' /etc/os-release 2>/dev/null
}

# Where no window is drawn, a third less is computed.
install_package() {
  local options=(-o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20)
  apt-get "${options[@]}" update &&
    DEBIAN_FRONTEND=noninteractive apt-get "${options[@]}" install -y --no-install-recommends "$@"
}

# The packages of the programs that some tests start, as far as they are missing.
missing_programs() {
  local program package programs="redis-server redis-server
postgres postgresql
nginx nginx-light
haproxy haproxy
kill procps"
  if $long; then programs+=$'\nfirefox-esr firefox-esr'; fi
  while read -r program package; do
    type -P "$program" >/dev/null ||
      find /usr/bin /usr/sbin /usr/local/bin /usr/local/sbin /usr/lib/postgresql -name "$program" 2>/dev/null | grep -q . ||
      echo "$package"
  done <<<"$programs"
}

# The tests start their own servers. Debian would start each as a service, unless policy-rc.d refuses it.
install_programs() {
  local policy=/usr/sbin/policy-rc.d code=0 own=false
  if [ ! -e "$policy" ]; then
    own=true
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
  fi
  install_package "$@" || code=$?
  if $own; then rm -f "$policy"; fi
  return "$code"
}

# Playwright's own installer, run by the node that its package brings: no PowerShell needed. It skips what it has.
install_with_playwright() {
  local playwright=Portal.Tests/bin/Release/net10.0/.playwright options=()
  if [ "$(id -u)" = 0 ] && [ "$(uname)" = Linux ]; then options=(--with-deps); fi
  "$(find "$playwright/node" -name node -type f | head -n 1)" "$playwright/package/cli.js" \
    install ${options[@]+"${options[@]}"} --only-shell chromium
}

# A row for each long test, in the order of their end: row of docs/abuse-cases.md, verdict, duration, test; below it what
# it measured.
print_table() {
  awk '
    function end_row(  i) {
      if (verdict == "") return
      printf "%-28s%-8s%8s  %s\n", row, verdict, took, name
      for (i = 1; i <= count; i++) printf "%46s%s\n", "", figures[i]
    }
    /^(passed|failed|skipped) / {
      end_row()
      verdict = $1; row = ""; count = 0; inside = 0
      took = $0; sub(/.* \(/, "", took); sub(/ [0-9]+ms\)$/, "", took); sub(/\)$/, "", took)
      name = $0; sub(/^[a-z]+ Portal\.Tests\.(LongRunning\.)?/, "", name); sub(/ \([0-9hms ]+\)$/, "", name)
      while (name ~ /^[A-Za-z]+\.[A-Za-z]+\./) sub(/^[A-Za-z]+\./, "", name)
      while (match(name, /[A-Z][A-Z][A-Z]_[0-9]+_/)) {
        row = row substr(name, RSTART, 3) "-" substr(name, RSTART + 4, RLENGTH - 5) " "
        name = substr(name, 1, RSTART - 1) substr(name, RSTART + RLENGTH)
      }
      values = ""
      if (match(name, /\(/)) { values = substr(name, RSTART); name = substr(name, 1, RSTART - 1) }
      sub(/\./, ": ", name); gsub(/_/, " ", name); name = name values
      next
    }
    /^  Standard output/ { inside = 1; next }
    /^ ? ? ?[^ ]/ { inside = 0 } # The next heading, or what a host wrote to the console.
    inside && /^    .*[^ ]/ && !/^    minute / { figures[++count] = substr($0, 5) }
    END { end_row() }
  ' "$log"
}

# The counts are those of the run's own summary.
count() {
  sed -n "s/^ *$1: *\([0-9][0-9]*\) *$/\1/p" "$log" | tail -n 1
}

if ! has_headless_shell && is_root_on_debian; then
  try "install chromium-headless-shell" install_package chromium-headless-shell || has_browser ||
    { echo "0 passed, 1 failed"; exit 1; }
fi

read -r -a programs <<<"$(missing_programs | tr '\n' ' ')"
if [ "${#programs[@]}" != 0 ] && is_root_on_debian && try "install ${programs[*]}" install_programs "${programs[@]}"; then
  programs=()
fi
if [ "${#programs[@]}" != 0 ]; then
  echo "not installed: ${programs[*]}; the tests that start them are skipped"
fi

must "restore" dotnet restore --locked-mode

# At the same time as the build, which reports what concerns style and analyzers.
dotnet format whitespace --verify-no-changes --no-restore >"$format_log" 2>&1 &
format=$!
must "build" dotnet build -c Release --no-restore
must "format" wait_for "$format" "$format_log"
format=

if ! has_browser; then
  must "install chromium with playwright" install_with_playwright
fi

tests() {
  dotnet test -c Release --no-build --no-progress --no-ansi "$@"
}

code=0
if $long; then
  start=$SECONDS
  tests --explicit only --output Detailed 2>&1 | tee "$log"
  code=${PIPESTATUS[0]}
  printf '\nWhat the long tests measured:\n\n'
  print_table
  printf '\nlong tests: %s s\n' "$((SECONDS - start))"
else
  try "test" tests --filter-not-namespace "Portal.Tests.LongRunning*" --filter-not-trait "Run=Long" --show-stdout none || code=1
fi

passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
passed=${passed:-0} failed=${failed:-0} skipped=${skipped:-0}

if [ "$passed" = 0 ] && [ "$failed" = 0 ]; then
  echo "test: no test ran"
  code=1
fi

# A run that ends without counting its failure, a crash for one, has failed all the same.
if [ "$code" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
if [ "$failed" != 0 ]; then code=1; fi

if [ "$skipped" = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
exit "$code"

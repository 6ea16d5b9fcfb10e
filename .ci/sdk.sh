# Sourced by ./run, ./test and .ci/run with $root set.

# Stops unless there is a .NET SDK that global.json accepts.
need_dotnet() {
  if ! command -v dotnet > /dev/null; then
    echo "The .NET 10 SDK is needed and 'dotnet' is not on the PATH. See https://dotnet.microsoft.com/download." >&2
    exit 2
  fi
  if ! (cd "$root" && dotnet --version > /dev/null 2>&1); then
    echo "No installed .NET SDK suits global.json (10.0.100 or a later 10.0). Installed:" >&2
    dotnet --list-sdks >&2
    exit 2
  fi
}

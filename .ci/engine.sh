# Sourced by ./run, ./test and .ci/run with $root set: which implementation of the Orleans API to build with.

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

# Succeeds if the Microsoft Orleans packages can be had here.
official_restores() {
  dotnet restore "$root/Tests/Tests.csproj" -p:OrleansEngine=official -v quiet --nologo > /dev/null 2>&1
}

# Sets $engine and says so. ORLEANS_ENGINE wins; else the answer of the first run is remembered until versions or sources change.
choose_engine() {
  local memory="$root/artifacts/engine" known=""
  if [ -n "${ORLEANS_ENGINE:-}" ]; then
    engine=$ORLEANS_ENGINE
    case $engine in
      builtin | official) echo "Engine: $engine (ORLEANS_ENGINE)." ;;
      *) echo "ORLEANS_ENGINE is '$engine'; it must be 'builtin' or 'official'." >&2; exit 2 ;;
    esac
    return
  fi
  if [ -f "$memory" ] && [ "$memory" -nt "$root/Directory.Packages.props" ]; then
    read -r engine known < "$memory" || true
    if [ "$known" = "packages:${ORLEANS_PACKAGES:-}" ]; then
      echo "Engine: $engine (remembered in artifacts/engine; ORLEANS_ENGINE chooses another)."
      return
    fi
  fi
  echo "Looking for the Microsoft Orleans packages, this once..."
  if official_restores; then
    engine=official
    echo "Engine: official, because Microsoft Orleans restores here (ORLEANS_ENGINE chooses another)."
  else
    engine=builtin
    echo "Engine: builtin, because Microsoft Orleans does not restore here (ORLEANS_ENGINE chooses another)."
  fi
  mkdir -p "$root/artifacts"
  echo "$engine packages:${ORLEANS_PACKAGES:-}" > "$memory"
}

# Sourced by Tests/EndToEnd/Containers/run: a cluster from nothing, and what can be seen of it from outside.

# A clone that no build has seen: a comment of its own in the first layer keeps an earlier run's layers from being used.
make_clone() {
  if [ -n "${E2E_SOURCE:-}" ]; then
    mkdir "$clone" && tar -C "$E2E_SOURCE" --exclude ./artifacts --exclude ./.git -cf - . | tar -C "$clone" -xf -
  else
    git -c advice.detachedHead=false clone -q --depth 1 "file://$root" "$clone"
    [ -z "$(git -C "$root" status --porcelain)" ] || say "What is not committed is not tried."
  fi && echo "<!-- e2e $(date +%s) $$ -->" >> "$clone/Directory.Build.props"
}

from_clean_clone_to_paid_order() {
  step "From a clean clone to a paid order"
  make_clone || { check "the clone" false; return 1; }
  local began up
  began=$(now)
  (
    until docker ps -aq --filter "label=com.docker.compose.project=$project" | grep -q .; do sleep 0.5; done
    seconds_since "$began" > "$work/built"
  ) &
  local watch=$!
  quietly compose up -d --build --scale silo=3 --scale api=2
  up=$?
  kill $watch 2> /dev/null
  wait $watch 2> /dev/null
  check "docker compose up -d --build --scale silo=3 --scale api=2" [ $up -eq 0 ]
  [ $up -eq 0 ] || { compose logs --tail 30; return 1; }
  until_true 60 readme_order || { cat "$work/readme.out" "$work/readme.err"; check "README's order is paid" false; return 1; }
  local paid
  paid=$(seconds_since "$began")
  check "README's order is paid" true
  first_build=$(cat "$work/built")
  say "first paid order after $paid s, of which building took $first_build s"
  check "all containers are healthy" until_true 60 all_healthy
  operator_key=$(compose exec -T redis cat /run/secrets/Dashboard__OperatorKey)
}

replay_of_real_orders() {
  step "A replay of real orders through the published port"
  if [ -z "$data" ]; then
    skip "replay of real orders: there is no file of orders"
    return
  fi
  bench replay "$data" --url "$url" --workers 16 --run first > "$work/first.json" 2> "$work/first.err"
  local status=$?
  tail -n 1 "$work/first.json"
  [ $status -eq 0 ] || tail -n 20 "$work/first.err"
  check "the replay reconciles to the penny" [ $status -eq 0 ]
}

# reaches CONTAINER ADDRESS PORT: whether a connection can be made from a container.
reaches() { docker exec "$1" timeout 3 bash -c "exec 3<> /dev/tcp/$2/$3" 2> /dev/null; }

nothing_but_the_gateway_answers() {
  step "Only the gateway's port answers"
  local published outsider id name address target seen=0
  : > "$work/open"
  published=$(for id in $(compose ps -q); do docker inspect -f '{{range $p, $b := .HostConfig.PortBindings}}{{range $b}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}' "$id"; done | tr -s ' \n' '\n' | grep .)
  say "published: $published"
  check "one port is published" [ "$published" = "127.0.0.1:$port" ]

  # A container that has nothing to do with the project: on Docker's own network.
  outsider=$(docker run -d --rm --entrypoint sleep "orleansmicro/redis:$TAG" 600)
  for id in $(compose ps -q); do
    name=$(docker inspect -f '{{.Name}}' "$id")
    for address in $(docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}' "$id"); do
      for target in 6379 8080 8081 11111 30000; do
        seen=$((seen + 1))
        { ! reaches "$outsider" "$address" "$target" || echo "$name:$target" >> "$work/open"; } &
      done
      wait
    done
  done
  say "tried $seen addresses and ports from a container outside, open: $(grep -c . "$work/open") $(tr '\n' ' ' < "$work/open")"
  check "no container can be reached from outside the networks" [ ! -s "$work/open" ]

  # The same probe finds Redis once it is inside, so it could have found it.
  docker network connect "${project}_back" "$outsider"
  check "the probe finds Redis from inside" reaches "$outsider" "$(docker inspect -f "{{(index .NetworkSettings.Networks \"${project}_back\").IPAddress}}" "$(container redis)")" 6379
  docker rm -f -v "$outsider" > /dev/null
  check "Redis refuses who has no password" bash -c "docker exec $(container redis) redis-cli dbsize 2>&1 | grep -q NOAUTH"
  check "Redis refuses FLUSHALL, CONFIG and KEYS to silos" refuses_dangerous_commands
  check "the dashboard asks for the operator's key" [ "$(curl -s -o /dev/null -w '%{http_code}' "$url/dashboard/")$(curl -s -o /dev/null -w '%{http_code}' -u "operator:$operator_key" "$url/dashboard/")" = 401200 ]
}

refuses_dangerous_commands() {
  local command
  for command in flushall 'config get dir' 'keys *' shutdown; do
    docker exec "$(container redis)" sh -c "REDISCLI_AUTH=\$(cat /run/secrets/Cluster__RedisPassword) redis-cli $command" 2>&1 | grep -q NOPERM || return 1
  done
}

is_confined() {
  local id=$1 pid status
  pid=$(main_pid "$id")
  status=/proc/$pid/status
  [ "$(awk '/^Uid:/ { print $2 }' "$status")" -ne 0 ] && [ "$(awk '/^CapEff:/ { print $2 }' "$status")" = 0000000000000000 ] &&
    [ "$(awk '/^CapBnd:/ { print $2 }' "$status")" = 0000000000000000 ] && [ "$(awk '/^NoNewPrivs:/ { print $2 }' "$status")" = 1 ] &&
    [ "$(docker inspect -f '{{.HostConfig.ReadonlyRootfs}}' "$id")" = true ] && awk '$2 == "/" { exit $4 !~ /^ro(,|$)/ }' "/proc/$pid/mounts" &&
    docker inspect -f '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}' "$id" | awk '{ exit !($1 > 0 && $2 > 0 && $3 > 0) }'
}

# Whether a secret shows anywhere that is not its file: inspect, logs, arguments and environments of processes, layers.
secret_shows() {
  local id pid name
  for name in Cluster__RedisPassword redis-operator-password Dashboard__OperatorKey; do compose exec -T redis cat "/run/secrets/$name"; echo; done > "$work/secrets"
  [ "$(grep -c . "$work/secrets")" -eq 3 ] || return 0
  {
    for id in $(compose ps -q); do
      docker inspect "$id"
      docker logs "$id"
      pid=$(main_pid "$id")
      cat "/proc/$pid/cmdline" "/proc/$pid/environ"
    done
    docker image inspect $(docker images -q --filter "reference=orleansmicro/*:$TAG")
    docker volume inspect "${project}_secrets" "${project}_redis-data"
    compose config
  } > "$work/everything" 2>&1
  grep -a -q -F -f "$work/secrets" "$work/everything"
}

size_over_base() {
  local size base
  size=$(docker image inspect -f '{{.Size}}' "$1") base=$(docker image inspect -f '{{.Size}}' "$2") || return 1
  awk -v size="$size" -v base="$base" 'BEGIN { printf "%.1f", (size - base) / 1000000 }'
}

nobody_is_root_and_no_secret_shows() {
  step "Confinement, secrets and sizes"
  local id base=mcr.microsoft.com/dotnet/aspnet:10.0 image over
  # In MB over the base, see docs/decisions/0013-run-containers-behind-an-nginx-gateway.md. Orleans' dashboard alone is 18 of the silo's.
  local -A most=([silo]=35 [api]=14)
  for id in $(compose ps -q); do
    check "$(docker inspect -f '{{.Name}}' "$id") is not root, cannot write its root, has no capability and limits" is_confined "$id"
  done
  check "no secret shows" no_secret_shows
  # The builder does not always keep an image that it only built on.
  docker image inspect "$base" > /dev/null 2>&1 || quietly docker pull "$base"
  for image in silo api; do
    over=$(size_over_base "orleansmicro/$image:$TAG" "$base")
    say "$image: $(docker image inspect -f '{{.Size}}' "orleansmicro/$image:$TAG") bytes, $over MB over its base"
    check "$image is at most ${most[$image]} MB over its base" at_most "$over" "${most[$image]}"
    check "$image has no compiler" has_no_compiler "orleansmicro/$image:$TAG"
  done
}

no_secret_shows() { ! secret_shows; }

# Orleans' packages depend on it, and no program needs it.
has_no_compiler() {
  local id files
  id=$(docker create "$1") && files=$(docker export "$id" | tar -t) || return 1
  docker rm "$id" > /dev/null
  grep -q '^app/Orleans' <<< "$files" && ! grep -E '^app/(.*/)?(Microsoft\.CodeAnalysis|System\.Composition|Humanizer)' <<< "$files"
}

#!/usr/bin/env bash
# Three hosts make one load together, and their reports are merged. Network namespaces of this machine stand in for
# the hosts; they need Linux, root and ip (iproute2). Where one of these is missing nothing is run.
set -euo pipefail
cd "$(dirname "$0")"
hosts="0 1 2"
# Names and addresses of its own: another one may run beside.
id=llmb$(($$ % 100000))
net=10.213.$(($$ % 250))
service=

remove() {
  [ -z "$service" ] || kill "$service" 2>/dev/null || true
  for host in $hosts; do ip netns delete "$id-$host" 2>/dev/null || true; done
  ip link delete "$id" 2>/dev/null || true
}

make_hosts() {
  ip link add "$id" type bridge && ip address add "$net.1/24" dev "$id" && ip link set "$id" up || return 1
  for host in $hosts; do
    ip netns add "$id-$host" || return 1
    ip link add "$id-$host" type veth peer name eth0 netns "$id-$host" || return 1
    ip link set "$id-$host" master "$id" up || return 1
    ip -n "$id-$host" address add "$net.$((host + 11))/24" dev eth0 || return 1
    ip -n "$id-$host" link set eth0 up || return 1
    ip -n "$id-$host" link set lo up || return 1
  done
}

if [ "$(id -u)" != 0 ] || ! command -v ip >/dev/null; then
  echo 'skipped: network namespaces need root and ip (iproute2)'
  exit 77
fi
trap remove EXIT
if ! make_hosts; then
  echo 'skipped: this machine makes no network namespaces'
  exit 77
fi

rm -rf blobs hosts && mkdir blobs
node service.mjs "$net.1" > blobs.url &
service=$!
until [ -s blobs.url ]; do sleep 0.1; done
LLM_BENCH_URL=$(cat blobs.url) && rm blobs.url
# Half a minute to get ready in. The hosts share a machine: they are to measure at once all the same.
export LLM_BENCH_URL LLM_BENCH_LOCKS=off LLM_BENCH_START_AT=$(($(date +%s) + 30))000

parts=()
for host in $hosts; do
  JOB_COMPLETION_INDEX=$host LLM_BENCH_OUTPUT="hosts/$host" ip netns exec "$id-$host" \
    npx vitest bench --run --reporter=default --reporter=blob --outputFile.blob="blobs/$host.json" &
  parts+=($!)
done
for part in "${parts[@]}"; do wait "$part"; done

npx vitest bench --run --merge-reports=blobs

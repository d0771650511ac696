#!/usr/bin/env bash
# seeds.sh FOLDER: small files to begin with, a folder for each fuzz target, made by the program and of the tests' own.
set -euo pipefail
tests=$(cd "$(dirname "$0")/.." && pwd)
lysep=$tests/../build/release/experiments/lysep  # built by ./lysep
to=$(mkdir -p "$1" && cd "$1" && pwd)
mkdir -p "$to"/{state_file,instance_file,run_json,csv,idx}
run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT
train() { "$lysep" train --samples 6 --test-samples 2 --width 2 --sweeps 1 --quiet --out "$run/$1" "${@:2}" >/dev/null; }
train dense
train certified --step certified
train adam --method adam --activation sin
for name in dense certified adam; do
  cp "$run/$name/run.json" "$to/run_json/$name.json"
  cp "$run/$name/state.h5" "$to/state_file/$name.h5"
done
"$lysep" check --claim lemma-2.1 --claim theorem-3.1 --instances 30 --dump "$run/dump" >/dev/null
find "$run/dump" -name '*.h5' | sort | head -12 | xargs cp -t "$to/instance_file"
printf 'x,y,label\n1,2,0\n-1,0.5,1\n1e3,-2.5e-3,1\n' >"$to/csv/header.csv"
printf '1;2;0\r\n"3";4;1\r\n' >"$to/csv/semicolon.csv"
head -c 2000 "$tests/images.csv" >"$to/csv/images.csv"
printf '\0\0\x08\x03\0\0\0\x02\0\0\0\x02\0\0\0\x02abcdefgh' >"$to/idx/images"
printf '\0\0\x08\x01\0\0\0\x02ab' >"$to/idx/labels"
gzip -c "$to/idx/images" >"$to/idx/images.gz"

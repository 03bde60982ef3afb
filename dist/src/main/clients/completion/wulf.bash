# Completion of wulf, wulfstat and wulflogger for bash.

_wulfware() {
  local typed=${COMP_LINE:0:COMP_POINT} word before command option value lead='' kind strip
  COMPREPLY=()
  word=${typed##*[[:space:]]}
  read -ra before <<<"${typed%"$word"}"
  command=${before[0]##*/}
  case $word in [\'\"]*) word=${word:1} ;; esac
  # Readline replaces what stands behind the last = or : only.
  strip=${word%"$2"}
  if [ "$command" = wulf ] && [ "${#before[@]}" -gt 1 ]; then
    command="wulf ${before[1]}"
  fi
  case $word in
    --*=*) option=${word%%=*} value=${word#*=} lead=$option= ;;
    *) option=${before[${#before[@]} - 1]} value=$word ;;
  esac
  kind=$(_wulfware_kind "$command" "$option")
  if [ -z "$kind" ] && [ -z "$lead" ]; then
    case $command/$word in
      wulf/*) _wulfware_offer '' "$word" "$(_wulfware_commands) $(_wulfware_names "$command")" ;;
      */-*) _wulfware_offer '' "$word" "$(_wulfware_names "$command")" ;;
      *) kind=hosts ;;
    esac
  fi
  case $kind in
    file) compopt -o filenames && _wulfware_offer "$lead" "$value" "$(compgen -f -- "$value")" $'\n' ;;
    directory) compopt -o filenames && _wulfware_offer "$lead" "$value" "$(compgen -d -- "$value")" $'\n' ;;
    words:*) _wulfware_offer "$lead" "$value" "${kind#*:}" ;;
    list:*) _wulfware_list ',' '' "${kind#*:}" ;;
    users) _wulfware_list ',' '' "$(compgen -u)" ;;
    types) _wulfware_offer "$lead" "$value" "$(_wulfware_types)" ;;
    columns) _wulfware_list ',' '-+' "$(_wulfware_columns)" ;;
    hosts) _wulfware_list ',!&^' '' "$(_wulfware_hosts)" ;;
  esac
  if [ -n "$strip" ]; then
    COMPREPLY=("${COMPREPLY[@]#"$strip"}")
  fi
}

# Offers those of some words that begin as what was typed does.
_wulfware_offer() { # LEAD TYPED WORDS [SEPARATORS]
  local IFS=${4:-$' \t\n'} each
  set -f
  for each in $3; do
    case $each in "$2"*) COMPREPLY+=("$1$each") ;; esac
  done
  set +f
}

# The same for the last of several between which a separator stands.
_wulfware_list() { # SEPARATORS SIGNS WORDS
  local last=${value##*[$1]} signs=
  compopt -o nospace
  if [ -n "$2" ]; then
    signs=${last%%[!$2]*}
    last=${last#"$signs"}
  fi
  _wulfware_offer "$lead${value%"$signs$last"}$signs" "$last" "$3"
}

# The value of an option that stands before the word at hand.
_wulfware_before() { # NAMES…
  local i name
  for ((i = 1; i < ${#before[@]}; i++)); do
    for name in "$@"; do
      case ${before[i]} in
        "$name") printf '%s' "${before[i + 1]:-}" && return ;;
        "$name"=*) printf '%s' "${before[i]#*=}" && return ;;
      esac
    done
  done
}

_wulfware_types() {
  "${before[0]}" --list 2>/dev/null </dev/null | awk '/^[^ ]/ { print $1 ~ /^[0-9]+$/ ? $2 : $1 }'
}

_wulfware_columns() {
  local type
  if [ "$command" = 'wulf ps' ]; then
    "${before[0]}" ps --list 2>/dev/null </dev/null | awk '/^    / { print $1 }'
    return
  fi
  type=$(_wulfware_before -t --type)
  "${before[0]}" --list 2>/dev/null </dev/null | awk -v "type=${type:-load}" '
    /^[^ ]/ { here = $1 == type || ($1 ~ /^[0-9]+$/ && $2 == type) }
    /^    [^(]/ && here { print $1 }'
}

_wulfware_hosts() {
  local wulf=wulf file
  case ${before[0]} in */*) wulf=${before[0]%/*}/wulf ;; esac
  file=$(_wulfware_before -f --file)
  "$wulf" hosts --groups ${file:+--file "$file"} 2>/dev/null </dev/null
  "$wulf" hosts --expand ${file:+--file "$file"} 2>/dev/null </dev/null
}

complete -F _wulfware wulf wulfstat wulflogger

# ---- made from what the programs declare: ./wulf accept
_wulfware_commands() {
  echo 'hosts doctor ps record history'
}

_wulfware_names() { # COMMAND
  case $1 in
    'wulf') echo '--version -h --help' ;;
    'wulf hosts') echo '-f --file --version -h --help --fold -e --expand -c --count -g --groups --hosts --write --shard --where -v --verbose' ;;
    'wulf doctor') echo '-f --file --version -h --help --hosts --shard --format' ;;
    'wulf ps') echo '-f --file --version -h --help -d --delay -l --list -u --user -j --job --state --root --where --sort --limit --top --columns --command-line --tree --watch --sum --units --format --hosts --shard -v --verbose' ;;
    'wulf record') echo '-f --file --version -h --help -d --delay -l --list -t --type -c --count --columns --hosts --shard -v --verbose --on --dir --size --exact --keep' ;;
    'wulf history') echo '-f --file --version -h --help --dir --hosts --shard --where --from --from-auth --from-labels --to --step --take --top --format -v --verbose' ;;
    'wulfstat') echo '-f --file --version -h --help -d --delay -l --list -t --type -c --count --columns --where --sort --hosts --shard --alarm -v --verbose --units --root --replay --from --to --speed --from-auth --from-labels' ;;
    'wulflogger') echo '-f --file --version -h --help -d --delay -l --list -t --type -c --count --where --sort --hosts --shard --columns --aggregate --alarm --alarms -v --verbose --format --summary --units --root --output --rotate --keep --rrd --rrd-commands --quiet --remote-write --remote-write-auth --remote-write-labels --remote-write-queue --remote-write-most --record --record-size --record-exact --record-keep --replay --from --to --speed --from-auth --from-labels' ;;
  esac
}

_wulfware_kind() { # COMMAND OPTION
  case "$1 $2" in
    'wulf hosts -f' | 'wulf hosts --file') echo 'file' ;;
    'wulf hosts --hosts') echo 'hosts' ;;
    'wulf hosts --write') echo 'file' ;;
    'wulf hosts --shard') echo 'plain' ;;
    'wulf hosts --where') echo 'plain' ;;
    'wulf doctor -f' | 'wulf doctor --file') echo 'file' ;;
    'wulf doctor --hosts') echo 'hosts' ;;
    'wulf doctor --shard') echo 'plain' ;;
    'wulf doctor --format') echo 'words:table csv tsv jsonl' ;;
    'wulf ps -f' | 'wulf ps --file') echo 'file' ;;
    'wulf ps -d' | 'wulf ps --delay') echo 'plain' ;;
    'wulf ps -u' | 'wulf ps --user') echo 'users' ;;
    'wulf ps -j' | 'wulf ps --job') echo 'plain' ;;
    'wulf ps --state') echo 'list:R S D Z T' ;;
    'wulf ps --where') echo 'plain' ;;
    'wulf ps --sort') echo 'columns' ;;
    'wulf ps --limit') echo 'plain' ;;
    'wulf ps --top') echo 'plain' ;;
    'wulf ps --columns') echo 'columns' ;;
    'wulf ps --sum') echo 'words:user job host name' ;;
    'wulf ps --units') echo 'words:auto si exact k M G T' ;;
    'wulf ps --format') echo 'words:table csv tsv jsonl' ;;
    'wulf ps --hosts') echo 'hosts' ;;
    'wulf ps --shard') echo 'plain' ;;
    'wulf record -f' | 'wulf record --file') echo 'file' ;;
    'wulf record -d' | 'wulf record --delay') echo 'plain' ;;
    'wulf record -t' | 'wulf record --type') echo 'types' ;;
    'wulf record -c' | 'wulf record --count') echo 'plain' ;;
    'wulf record --columns') echo 'columns' ;;
    'wulf record --hosts') echo 'hosts' ;;
    'wulf record --shard') echo 'plain' ;;
    'wulf record --on') echo 'plain' ;;
    'wulf record --dir') echo 'directory' ;;
    'wulf record --size') echo 'plain' ;;
    'wulf record --exact') echo 'plain' ;;
    'wulf record --keep') echo 'plain' ;;
    'wulf history -f' | 'wulf history --file') echo 'file' ;;
    'wulf history --dir') echo 'directory' ;;
    'wulf history --hosts') echo 'hosts' ;;
    'wulf history --shard') echo 'plain' ;;
    'wulf history --where') echo 'plain' ;;
    'wulf history --from') echo 'plain' ;;
    'wulf history --from-auth') echo 'file' ;;
    'wulf history --from-labels') echo 'plain' ;;
    'wulf history --to') echo 'plain' ;;
    'wulf history --step') echo 'plain' ;;
    'wulf history --take') echo 'words:last mean least greatest' ;;
    'wulf history --top') echo 'plain' ;;
    'wulf history --format') echo 'words:table csv jsonl chart' ;;
    'wulfstat -f' | 'wulfstat --file') echo 'file' ;;
    'wulfstat -d' | 'wulfstat --delay') echo 'plain' ;;
    'wulfstat -t' | 'wulfstat --type') echo 'types' ;;
    'wulfstat -c' | 'wulfstat --count') echo 'plain' ;;
    'wulfstat --columns') echo 'columns' ;;
    'wulfstat --where') echo 'plain' ;;
    'wulfstat --sort') echo 'columns' ;;
    'wulfstat --hosts') echo 'hosts' ;;
    'wulfstat --shard') echo 'plain' ;;
    'wulfstat --alarm') echo 'plain' ;;
    'wulfstat --units') echo 'words:auto si exact k M G T' ;;
    'wulfstat --replay') echo 'directory' ;;
    'wulfstat --from') echo 'plain' ;;
    'wulfstat --to') echo 'plain' ;;
    'wulfstat --speed') echo 'plain' ;;
    'wulfstat --from-auth') echo 'file' ;;
    'wulfstat --from-labels') echo 'plain' ;;
    'wulflogger -f' | 'wulflogger --file') echo 'file' ;;
    'wulflogger -d' | 'wulflogger --delay') echo 'plain' ;;
    'wulflogger -t' | 'wulflogger --type') echo 'types' ;;
    'wulflogger -c' | 'wulflogger --count') echo 'plain' ;;
    'wulflogger --where') echo 'plain' ;;
    'wulflogger --sort') echo 'columns' ;;
    'wulflogger --hosts') echo 'hosts' ;;
    'wulflogger --shard') echo 'plain' ;;
    'wulflogger --columns') echo 'columns' ;;
    'wulflogger --aggregate') echo 'list:sum mean min max median count p5 p95 p99' ;;
    'wulflogger --alarm') echo 'plain' ;;
    'wulflogger --format') echo 'words:table csv tsv jsonl xml openmetrics influx' ;;
    'wulflogger --units') echo 'words:auto si exact k M G T' ;;
    'wulflogger --output') echo 'file' ;;
    'wulflogger --rotate') echo 'plain' ;;
    'wulflogger --keep') echo 'plain' ;;
    'wulflogger --rrd') echo 'directory' ;;
    'wulflogger --remote-write') echo 'plain' ;;
    'wulflogger --remote-write-auth') echo 'file' ;;
    'wulflogger --remote-write-labels') echo 'plain' ;;
    'wulflogger --remote-write-queue') echo 'directory' ;;
    'wulflogger --remote-write-most') echo 'plain' ;;
    'wulflogger --record') echo 'directory' ;;
    'wulflogger --record-size') echo 'plain' ;;
    'wulflogger --record-exact') echo 'plain' ;;
    'wulflogger --record-keep') echo 'plain' ;;
    'wulflogger --replay') echo 'directory' ;;
    'wulflogger --from') echo 'plain' ;;
    'wulflogger --to') echo 'plain' ;;
    'wulflogger --speed') echo 'plain' ;;
    'wulflogger --from-auth') echo 'file' ;;
    'wulflogger --from-labels') echo 'plain' ;;
  esac
}

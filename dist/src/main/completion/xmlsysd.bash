# Completion of xmlsysd and procstatd for bash.

_xmlsysd() {
  local typed=${COMP_LINE:0:COMP_POINT} word before option value kind lead='' each offered=''
  COMPREPLY=()
  word=${typed##*[[:space:]]}
  read -ra before <<<"${typed%"$word"}"
  case $word in
    --*=*) option=${word%%=*} value=${word#*=} lead=$option= ;;
    *) option=${before[${#before[@]} - 1]} value=$word ;;
  esac
  kind=$(_xmlsysd_kind "${before[0]##*/}" "$option")
  case $kind in
    file) compopt -o filenames && offered=$(compgen -f -- "$value") ;;
    directory) compopt -o filenames && offered=$(compgen -d -- "$value") ;;
    words:*) offered=$(compgen -W "${kind#words:}" -- "$value") ;;
    plain) ;;
    *) [ -n "$lead" ] || offered=$(compgen -W "$(_xmlsysd_names "${before[0]##*/}")" -- "$word") ;;
  esac
  # Readline replaces what stands behind the last = only.
  while IFS= read -r each; do
    [ -z "$each" ] || COMPREPLY+=("$each")
  done <<<"$offered"
}

complete -F _xmlsysd xmlsysd procstatd

# ---- made from what the programs declare: ./wulf accept
_xmlsysd_names() { # COMMAND
  case $1 in
    'xmlsysd') echo '-d --port -i --inetd --once -b --bind -n --connections -v --verbose --config --check-config --capture --root -h --help --version' ;;
    'procstatd') echo '-d --port -i --inetd --once -b --bind -n --connections -v --verbose --config --check-config --capture --root -h --help --version' ;;
  esac
}

_xmlsysd_kind() { # COMMAND OPTION
  case "$1 $2" in
    'xmlsysd -d' | 'xmlsysd --port') echo 'plain' ;;
    'xmlsysd -b' | 'xmlsysd --bind') echo 'plain' ;;
    'xmlsysd -n' | 'xmlsysd --connections') echo 'plain' ;;
    'xmlsysd -v' | 'xmlsysd --verbose') echo 'plain' ;;
    'xmlsysd --config') echo 'file' ;;
    'xmlsysd --capture') echo 'words:arp block cgroup clock conntrack cpufreq cpuinfo daemon dev disk_info diskstats edac entropy files gpu identity infiniband interrupts links loadavg mdstat meminfo mounts mountstats netstat nfs numa nvidia os pci pids pressure rapl selinux sensors sessions snmp snmp6 sockstat sockstat6 softirqs softnet stat sysvipc tcp_states textfile time timesync udp_queues uname units uptime users version vmstat' ;;
    'xmlsysd --root') echo 'directory' ;;
    'procstatd -d' | 'procstatd --port') echo 'plain' ;;
    'procstatd -b' | 'procstatd --bind') echo 'plain' ;;
    'procstatd -n' | 'procstatd --connections') echo 'plain' ;;
    'procstatd -v' | 'procstatd --verbose') echo 'plain' ;;
    'procstatd --config') echo 'file' ;;
    'procstatd --capture') echo 'words:arp block cgroup clock conntrack cpufreq cpuinfo daemon dev disk_info diskstats edac entropy files gpu identity infiniband interrupts links loadavg mdstat meminfo mounts mountstats netstat nfs numa nvidia os pci pids pressure rapl selinux sensors sessions snmp snmp6 sockstat sockstat6 softirqs softnet stat sysvipc tcp_states textfile time timesync udp_queues uname units uptime users version vmstat' ;;
    'procstatd --root') echo 'directory' ;;
  esac
}

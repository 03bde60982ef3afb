# Completion of xmlsysd and procstatd for fish.

# ---- made from what the programs declare: ./wulf accept
complete -c xmlsysd -s d -l port -x -d 'listen on this TCP port (7887)'
complete -c xmlsysd -s i -l inetd -d 'serve the client on standard input and output, as inetd, xinetd and systemd start it'
complete -c xmlsysd -l once -d 'print one packet to standard output'
complete -c xmlsysd -s b -l bind -x -d 'listen on this address only'
complete -c xmlsysd -s n -l connections -x -d 'clients at once (64)'
complete -c xmlsysd -s v -l verbose -x -d '0 quiet, 1 what happens, 2 every command'
complete -c xmlsysd -l config -r -F -d 'the configuration (/etc/wulfware/xmlsysd.conf, if it is there)'
complete -c xmlsysd -l check-config -d 'say what is in force, or what is wrong with the file, and end'
complete -c xmlsysd -l capture -x -a 'arp block cgroup clock conntrack cpufreq cpuinfo daemon dev disk_info diskstats edac entropy files gpu identity infiniband interrupts links loadavg mdstat meminfo mounts mountstats netstat nfs numa nvidia os pci pids pressure rapl selinux sensors sessions snmp snmp6 sockstat sockstat6 softirqs softnet stat sysvipc tcp_states textfile time timesync udp_queues uname units uptime users version vmstat' -d 'copy the files that this sensor reads into a new directory, to be sent with a report'
complete -c xmlsysd -l root -x -a '(__fish_complete_directories)' -d 'sample a recorded tree instead of /'
complete -c xmlsysd -s h -l help -d 'this'
complete -c xmlsysd -l version -d 'the version'
complete -c xmlsysd -f
complete -c procstatd -s d -l port -x -d 'listen on this TCP port (7885)'
complete -c procstatd -s i -l inetd -d 'serve the client on standard input and output, as inetd, xinetd and systemd start it'
complete -c procstatd -l once -d 'print one packet to standard output'
complete -c procstatd -s b -l bind -x -d 'listen on this address only'
complete -c procstatd -s n -l connections -x -d 'clients at once (64)'
complete -c procstatd -s v -l verbose -x -d '0 quiet, 1 what happens, 2 every command'
complete -c procstatd -l config -r -F -d 'the configuration (/etc/wulfware/xmlsysd.conf, if it is there)'
complete -c procstatd -l check-config -d 'say what is in force, or what is wrong with the file, and end'
complete -c procstatd -l capture -x -a 'arp block cgroup clock conntrack cpufreq cpuinfo daemon dev disk_info diskstats edac entropy files gpu identity infiniband interrupts links loadavg mdstat meminfo mounts mountstats netstat nfs numa nvidia os pci pids pressure rapl selinux sensors sessions snmp snmp6 sockstat sockstat6 softirqs softnet stat sysvipc tcp_states textfile time timesync udp_queues uname units uptime users version vmstat' -d 'copy the files that this sensor reads into a new directory, to be sent with a report'
complete -c procstatd -l root -x -a '(__fish_complete_directories)' -d 'sample a recorded tree instead of /'
complete -c procstatd -s h -l help -d 'this'
complete -c procstatd -l version -d 'the version'
complete -c procstatd -f

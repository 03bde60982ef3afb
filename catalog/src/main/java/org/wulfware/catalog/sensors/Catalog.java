package org.wulfware.catalog.sensors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.wulfware.catalog.Sensor;

/// All that a node can say, in the document's order. A new sensor is a line in the list and one in the `switch`.
///
/// A sensor's classes are loaded when somebody wants it and not before: the daemon on a node that is asked for the default
/// selection has none of the others in memory. So the list says what must be known of a sensor without them.
public final class Catalog {
    /// The paths in order. Behind a colon, for a sensor on request, the names of the elements in it, which a test keeps right.
    private static final String LIST = """
            system/time
            system/identity
            system/users
            system/timesync: adjustment est_error frequency max_error offset pps_calibrations pps_errors pps_frequency
              pps_jitter pps_jitter_exceeded pps_shift pps_stability pps_stability_exceeded state status synchronised
              tai_offset tick time_constant timesync
            system/sessions: active class remote_host session sessions state tty type uid user
            system/units: active load sub unit units
            system/os: build_id id id_like image_id image_version name os pretty_name support_end variant variant_id
              version version_codename version_id version_number
            system/selinux: config_mode current_mode enabled selinux
            system/textfile: error family file help metric mtime said textfile type value
            system/clock: available clock clocksource current source utc_offset zone
            system/daemon: answer budget clients connections cpu_usec daemon errors gave_way lost millionths now
              once_usec out_of_room refused_address refused_count resident samples sent size skipped stale started
              timed_out tls_failed version withheld_usec
            system/uname: domainname machine nodename release sysname uname version
            system/sensors: alarm amperes amperes_max celsius celsius_crit celsius_max chip_id chip_name chip_type
              device fault humidity joules label rpm rpm_min sensor sensors volts volts_max volts_min watts
              watts_average watts_cap
            system/rapl: domain energy energy_range power_limit rapl zone
            system/cpufreq: core core_throttles cpufreq cur_freq frequency governor max_freq min_freq package
              package_throttles throttles
            system/links: addr_assign_type address admin alias broadcast carrier carrier_changes carrier_down_count
              carrier_up_count dev_id device dormant driver duplex flags ifindex iflink link link_mode links mtu
              name_assign_type net_group operstate protocol rx_nohandler speed tx_queue_len
            system/infiniband: adapter board_id excessive_buffer_overrun_errors ext_multicast_rcv_packets
              ext_multicast_xmit_packets ext_rcv_data ext_rcv_packets ext_unicast_rcv_packets ext_unicast_xmit_packets
              ext_xmit_data ext_xmit_packets firmware hca_type infiniband link_downed link_error_recovery link_layer
              local_link_integrity_errors multicast_rcv_packets multicast_xmit_packets phys_state phys_state_id port
              rate rcv_constraint_errors rcv_data rcv_discards rcv_errors rcv_packets rcv_remote_physical_errors
              rcv_switch_relay_errors state state_id symbol_error unicast_rcv_packets unicast_xmit_packets
              vl15_dropped xmit_constraint_errors xmit_data xmit_discards xmit_packets xmit_wait
            system/edac: ce_count ce_noinfo_count channel controller csrow dimm edac label location mc_name mem_type
              size_mb ue_count ue_noinfo_count
            system/numa: anon_pages cpulist dirty distance file_pages hugepages_free hugepages_total interleave_hit
              local_node mem_free mem_total mem_used node numa numa_foreign numa_hit numa_miss other_node shmem slab
            system/block: block disk model read_only removable rotational size
            system/disk_info: ata_rotation_rate ata_write_cache ata_write_cache_enabled device disk_info dm_name
              dm_uuid fs_type fs_usage fs_uuid fs_version lv_layer lv_name major_number minor_number model path
              revision rotates serial vg_name wwn
            system/cgroup: cgroup cpu_full_usec cpu_period cpu_quota cpu_some_usec group io_full_usec io_some_usec job
              memory_current memory_full_usec memory_max memory_peak memory_some_usec nr_periods nr_throttled oom
              oom_kill pids_current pids_max step swap_current system_usec throttled_usec usage_usec user_usec
            system/pci: class class_name device device_id device_name driver interface link_speed link_width
              link_width_max numa_node pci revision subsystem_device subsystem_vendor vendor vendor_name
            system/gpu: busy celsius celsius_hottest celsius_memory device gpu memory_busy model unique_id vram_total
              vram_used watts watts_cap
            system/nvidia: busy celsius clock_graphics clock_memory clock_sm device ecc_corrected ecc_uncorrected fan
              gpu joules memory_busy memory_total memory_used model nvidia processes throttle_reasons watts
              watts_limit
            system/mounts: age available_bytes device free_bytes inodes inodes_free mount mounts read_only size_bytes
              state type
            proc/stat
            proc/meminfo
            proc/vmstat: allocstall balloon_deflate balloon_inflate compact_daemon_wake compact_fail compact_stall
              compact_success drop_pagecache drop_slab htlb_buddy_alloc_fail htlb_buddy_alloc_success
              kswapd_high_wmark_hit_quickly kswapd_inodesteal kswapd_low_wmark_hit_quickly numa_foreign
              numa_hint_faults numa_hint_faults_local numa_hit numa_interleave numa_local numa_miss numa_other
              numa_pages_migrated numa_pte_updates oom_kill pageoutrun pgactivate pgdeactivate pgfault pgfree
              pginodesteal pgmajfault pgmigrate_fail pgmigrate_success pgrefill pgreuse pgrotated pgscan_anon
              pgscan_direct pgscan_direct_throttle pgscan_file pgscan_khugepaged pgscan_kswapd pgsteal_anon
              pgsteal_direct pgsteal_file pgsteal_khugepaged pgsteal_kswapd slabs_scanned swap_ra swap_ra_hit
              thp_collapse_alloc thp_collapse_alloc_failed thp_fault_alloc thp_fault_fallback thp_split thp_split_page
              thp_split_page_failed thp_swpout thp_zero_page_alloc vmstat workingset_activate workingset_activate_anon
              workingset_activate_file workingset_refault workingset_refault_anon workingset_refault_file
              zone_reclaim_failed
            proc/diskstats: busy_ms discard disk diskstats flush in_flight major merged minor ms read requests sectors
              weighted_ms write
            proc/mdstat: action active activity array blocks blocks_synced disks done failed level mdstat share size
              spare state sync total waits
            proc/mountstats: calls direct_read direct_written errors execute_ms mount mountstats operation queue_ms
              read read_pages received rtt_ms seconds sent server_read server_written timeouts transmissions type
              written written_pages
            proc/pressure: avg10 avg300 avg60 cpu full io irq memory pressure some total
            proc/interrupts: devices interrupts irq total
            proc/softirqs: softirq softirqs total
            proc/entropy: available entropy poolsize
            proc/files: allocated files most unused
            proc/conntrack: conntrack count dropped early_drop found ignore insert insert_failed invalid most
              search_restart
            proc/net/dev
            proc/net/sockstat
            proc/net/arp: arp entries neighbours
            proc/net/softnet: backlog cpu_collision dropped flow_limit processed received_rps softnet softnet_queue
              time_squeezed
            proc/net/udp_queues: rx_queue tx_queue udp udp6 udp_queues
            proc/net/sockstat6: frag6 inuse memory raw6 sockstat6 tcp6 udp6 udplite6
            proc/net/snmp: active_opens attempt_fails curr_estab estab_resets forw_datagrams forwarding frag_creates
              frag_fails frag_oks icmp ignored_multi in_addr_errors in_csum_errors in_datagrams in_delivers
              in_dest_unreachs in_discards in_echo_reps in_echos in_errors in_errs in_hdr_errors in_msgs in_receives
              in_redirects in_segs in_time_excds in_unknown_protos ip mem_errors no_ports out_datagrams
              out_dest_unreachs out_discards out_echo_reps out_echos out_errors out_msgs out_no_routes out_redirects
              out_requests out_rsts out_segs out_time_excds passive_opens rcvbuf_errors reasm_fails reasm_oks
              reasm_reqds reasm_timeout retrans_segs sndbuf_errors snmp tcp udp udplite
            proc/net/snmp6: frag_creates frag_fails frag_oks icmp6 in_addr_errors in_csum_errors in_datagrams
              in_delivers in_dest_unreachs in_discards in_echo_replies in_echos in_errors in_hdr_errors
              in_mcast_octets in_mcast_pkts in_msgs in_neighbor_advertisements in_neighbor_solicits in_no_routes
              in_octets in_pkt_too_bigs in_receives in_redirects in_router_advertisements in_time_excds
              in_too_big_errors in_truncated_pkts in_unknown_protos ip6 no_ports out_datagrams out_dest_unreachs
              out_discards out_echo_replies out_echos out_forw_datagrams out_mcast_octets out_mcast_pkts out_msgs
              out_neighbor_advertisements out_neighbor_solicits out_no_routes out_octets out_pkt_too_bigs out_requests
              out_router_solicits out_time_excds rcvbuf_errors reasm_fails reasm_oks reasm_reqds reasm_timeout
              sndbuf_errors snmp6 udp6 udplite6
            proc/net/netstat: delayed_ack_locked delayed_ack_lost delayed_acks embryonic_rsts in_bcast_octets
              in_bcast_pkts in_ce_pkts in_csum_errors in_ect0_pkts in_ect1_pkts in_mcast_octets in_mcast_pkts
              in_no_ect_pkts in_no_routes in_octets in_truncated_pkts ip_ext ip_reverse_path_filter listen_drops
              listen_overflows netstat ofo_pruned out_bcast_octets out_bcast_pkts out_mcast_octets out_mcast_pkts
              out_octets paws_active paws_estab pf_memalloc_drop prune_called rcv_pruned syncookies_failed
              syncookies_recv syncookies_sent tcp_abort_failed tcp_abort_on_close tcp_abort_on_data
              tcp_abort_on_linger tcp_abort_on_memory tcp_abort_on_timeout tcp_auto_corking tcp_backlog_drop
              tcp_challenge_ack tcp_delivered tcp_dsack_old_sent tcp_dsack_recv tcp_ext tcp_fast_retrans
              tcp_from_zero_window_adv tcp_hp_acks tcp_hp_hits tcp_keep_alive tcp_loss_probe_recovery tcp_loss_probes
              tcp_lost_retransmit tcp_memory_pressures tcp_ofo_drop tcp_ofo_queue tcp_orig_data_sent tcp_pure_acks
              tcp_rcv_coalesce tcp_rcv_collapsed tcp_rcv_q_drop tcp_reno_recovery tcp_req_q_full_do_cookies
              tcp_req_q_full_drop tcp_retrans_fail tcp_sack_recovery tcp_sack_reneging tcp_slow_start_retrans
              tcp_spurious_rtos tcp_syn_retrans tcp_time_wait_overflow tcp_timeouts tcp_to_zero_window_adv
              tcp_want_zero_window_adv tcp_wqueue_too_big tcp_zero_window_drop tw tw_killed tw_recycled
            proc/net/tcp_states: close close_wait closing established fin_wait1 fin_wait2 last_ack listen new_syn_recv
              syn_recv syn_sent tcp tcp6 tcp_states time_wait
            proc/net/rpc/nfs: auth_refreshes calls connections count nfs operation retransmissions rpc tcp_packets
              udp_packets
            proc/loadavg
            proc/uptime: idle seconds uptime
            proc/cpuinfo
            proc/sysvipc
            proc/version
            proc/pids: cmdline control_group majflt minflt name nice pids policy ppid priority processor read_bytes
              rss rt_priority start state stime task threads uid user utime vsize write_bytes
            """;

    private static final String[] PATHS = new String[sensorsIn(LIST)];

    /// Where the names of each begin and end in the list; nothing lies between for a sensor that is on by default.
    private static final int[] NAMES_FROM = new int[PATHS.length];

    private static final int[] NAMES_TO = new int[PATHS.length];

    static {
        var place = -1;
        for (var from = 0; from < LIST.length(); from = LIST.indexOf('\n', from) + 1) {
            var to = LIST.indexOf('\n', from);
            if (LIST.charAt(from) != ' ') {
                place++;
                var colon = LIST.indexOf(':', from);
                var end = colon >= 0 && colon < to ? colon : to;
                PATHS[place] = LIST.substring(from, end);
                NAMES_FROM[place] = end;
            }
            NAMES_TO[place] = to;
        }
    }

    private static final AtomicReferenceArray<Sensor<?>> LOADED = new AtomicReferenceArray<>(PATHS.length);

    private Catalog() {}

    /// The lines that are not the continuation of another.
    private static int sensorsIn(String list) {
        var count = 0;
        for (var from = 0; from < list.length(); from = list.indexOf('\n', from) + 1) {
            count += list.charAt(from) == ' ' ? 0 : 1;
        }
        return count;
    }

    private static Sensor<?> load(String path) {
        return switch (path) {
            case "system/time" -> Time.SENSOR;
            case "system/identity" -> Identity.SENSOR;
            case "system/users" -> Users.SENSOR;
            case "system/timesync" -> Adjtimex.SENSOR;
            case "system/sessions" -> Sessions.SENSOR;
            case "system/units" -> Units.SENSOR;
            case "system/os" -> OsRelease.SENSOR;
            case "system/selinux" -> Selinux.SENSOR;
            case "system/textfile" -> Textfile.SENSOR;
            case "system/clock" -> Clocksource.SENSOR;
            case "system/daemon" -> Daemon.SENSOR;
            case "system/uname" -> Uname.SENSOR;
            case "system/sensors" -> Hwmon.SENSOR;
            case "system/rapl" -> Powercap.SENSOR;
            case "system/cpufreq" -> Cpufreq.SENSOR;
            case "system/links" -> NetClass.SENSOR;
            case "system/infiniband" -> Infiniband.SENSOR;
            case "system/edac" -> Edac.SENSOR;
            case "system/numa" -> Numa.SENSOR;
            case "system/block" -> Block.SENSOR;
            case "system/disk_info" -> DiskInfo.SENSOR;
            case "system/cgroup" -> Cgroup.SENSOR;
            case "system/pci" -> Pci.SENSOR;
            case "system/gpu" -> Amdgpu.SENSOR;
            case "system/nvidia" -> Nvidia.SENSOR;
            case "system/mounts" -> Mounts.SENSOR;
            case "proc/stat" -> Stat.SENSOR;
            case "proc/meminfo" -> Meminfo.SENSOR;
            case "proc/vmstat" -> Vmstat.SENSOR;
            case "proc/diskstats" -> Diskstats.SENSOR;
            case "proc/mdstat" -> Mdstat.SENSOR;
            case "proc/mountstats" -> Mountstats.SENSOR;
            case "proc/pressure" -> Pressure.SENSOR;
            case "proc/interrupts" -> Interrupts.SENSOR;
            case "proc/softirqs" -> Softirqs.SENSOR;
            case "proc/entropy" -> Entropy.SENSOR;
            case "proc/files" -> FileNr.SENSOR;
            case "proc/conntrack" -> Conntrack.SENSOR;
            case "proc/net/dev" -> NetDev.SENSOR;
            case "proc/net/sockstat" -> Sockstat.SENSOR;
            case "proc/net/arp" -> Arp.SENSOR;
            case "proc/net/softnet" -> Softnet.SENSOR;
            case "proc/net/udp_queues" -> UdpQueues.SENSOR;
            case "proc/net/sockstat6" -> Sockstat6.SENSOR;
            case "proc/net/snmp" -> Snmp.SENSOR;
            case "proc/net/snmp6" -> Snmp6.SENSOR;
            case "proc/net/netstat" -> Netstat.SENSOR;
            case "proc/net/tcp_states" -> TcpStates.SENSOR;
            case "proc/net/rpc/nfs" -> NfsClient.SENSOR;
            case "proc/loadavg" -> Loadavg.SENSOR;
            case "proc/uptime" -> Uptime.SENSOR;
            case "proc/cpuinfo" -> Cpuinfo.SENSOR;
            case "proc/sysvipc" -> Sysvipc.SENSOR;
            case "proc/version" -> Version.SENSOR;
            case "proc/pids" -> Pids.SENSOR;
            default -> throw new IllegalStateException(path + " is in the list and has no case");
        };
    }

    /// How many sensors there are.
    public static int size() {
        return PATHS.length;
    }

    /// The path of the sensor at a place in the document's order.
    public static String path(int place) {
        return PATHS[place];
    }

    /// The sensor at a place in the document's order.
    public static Sensor<?> sensor(int place) {
        var sensor = LOADED.get(place);
        if (sensor == null) {
            sensor = load(PATHS[place]);
            LOADED.set(place, sensor);
        }
        return sensor;
    }

    /// The sensors, in the document's order: all of them are loaded now.
    public static List<Sensor<?>> sensors() {
        return All.SENSORS;
    }

    private static final class All {
        static final List<Sensor<?>> SENSORS = all();

        private static List<Sensor<?>> all() {
            var sensors = new ArrayList<Sensor<?>>();
            for (var place = 0; place < PATHS.length; place++) {
                sensors.add(sensor(place));
            }
            return List.copyOf(sensors);
        }
    }

    /// Whether the sensor at a place is on by default.
    public static boolean isDefault(int place) {
        return NAMES_FROM[place] == NAMES_TO[place];
    }

    /// The names for which [#mayHold] says yes of the sensor at a place, which is one on request; it is not loaded for them.
    public static List<String> names(int place) {
        var names = new ArrayList<String>();
        var from = NAMES_FROM[place] + 1;
        for (var i = from; i <= NAMES_TO[place]; i++) {
            if (LIST.charAt(i) == ' ' || LIST.charAt(i) == '\n') {
                if (i > from) {
                    names.add(LIST.substring(from, i));
                }
                from = i + 1;
            }
        }
        return names;
    }

    /// Whether an element of the sensor at a place may be called `name`, its own and those in it; of those around it,
    /// such as hold nothing that is on by default. For a sensor that is on by default the answer is always yes.
    public static boolean mayHold(int place, String name) {
        if (isDefault(place)) {
            return true;
        }
        for (var at = LIST.indexOf(name, NAMES_FROM[place]); at >= 0; at = LIST.indexOf(name, at + 1)) {
            var end = at + name.length();
            if (end > NAMES_TO[place]) {
                return false;
            }
            if (LIST.charAt(at - 1) == ' ' && (LIST.charAt(end) == ' ' || LIST.charAt(end) == '\n')) {
                return !name.isEmpty() && name.indexOf(' ') < 0 && name.indexOf('\n') < 0;
            }
        }
        return false;
    }

    /// The place of the sensor with this path in the document's order, or -1.
    public static int indexOf(String path) {
        for (var place = 0; place < PATHS.length; place++) {
            if (PATHS[place].equals(path)) {
                return place;
            }
        }
        return -1;
    }

    /// The place of a sensor in the document's order, or -1.
    public static int indexOf(Sensor<?> sensor) {
        var place = sensor.place();
        if (place == Sensor.NO_PLACE_YET) {
            var found = indexOf(sensor.path());
            place = found >= 0 && sensor(found) == sensor ? found : -1;
            sensor.place(place);
        }
        return place;
    }
}

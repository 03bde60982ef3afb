package org.wulfware.wire;

import java.util.ArrayList;
import java.util.List;
import org.wulfware.catalog.Field;

/// What node_exporter calls the values that a node says, so that whoever has dashboards and alarms for it has them for this
/// daemon. A new name is a line in the table; tests hold it against the catalog and against what node_exporter answers.
final class NodeExporter {
    /// Of each collector the sensor it stands for, with the labels that all its metrics have (`cpu=cpu@id`: the label and the
    /// field whose value it has); below it the fields and the metrics, which may have labels of their own. In the place of a
    /// field may stand `field="text"`, 1 where it says that and else 0; `1`, for a metric that is there for its labels; and
    /// `@time`, when the sensor was read. Behind `~` stands what a label does without of a text that is this and a number: `mc` of `mc0`.
    private static final String TABLE = """
            cpu: proc/stat cpu=cpu@id
              cpu/user node_cpu_seconds_total mode="user"
              cpu/nice node_cpu_seconds_total mode="nice"
              cpu/sys node_cpu_seconds_total mode="system"
              cpu/idle node_cpu_seconds_total mode="idle"
              cpu/iowait node_cpu_seconds_total mode="iowait"
              cpu/irq node_cpu_seconds_total mode="irq"
              cpu/softirq node_cpu_seconds_total mode="softirq"
              cpu/steal node_cpu_seconds_total mode="steal"
              cpu/guest node_cpu_guest_seconds_total mode="user"
              cpu/guest_nice node_cpu_guest_seconds_total mode="nice"
            cpu: system/cpufreq
              core/throttles node_cpu_core_throttles_total core=core@id package=core@package
              package/throttles node_cpu_package_throttles_total package=package@id
            stat: proc/stat
              intr node_intr_total
              ctxt node_context_switches_total
              processes node_forks_total
              btime node_boot_time_seconds
              procs_running node_procs_running
              procs_blocked node_procs_blocked
            uname: system/uname
              1 node_uname_info domainname=domainname machine=machine nodename=nodename release=release sysname=sysname version=version
            vmstat: proc/stat
              page/in node_vmstat_pgpgin
              page/out node_vmstat_pgpgout
              swap/in node_vmstat_pswpin
              swap/out node_vmstat_pswpout
            vmstat: proc/vmstat
              pgfault node_vmstat_pgfault
              pgmajfault node_vmstat_pgmajfault
              oom_kill node_vmstat_oom_kill
            meminfo: proc/meminfo
              memory/total node_memory_MemTotal_bytes
              memory/free node_memory_MemFree_bytes
              memory/shared node_memory_Shmem_bytes
              memory/buffers node_memory_Buffers_bytes
              memory/cached node_memory_Cached_bytes
              swap/total node_memory_SwapTotal_bytes
              swap/free node_memory_SwapFree_bytes
              full/mem_available node_memory_MemAvailable_bytes
              full/swap_cached node_memory_SwapCached_bytes
              full/active node_memory_Active_bytes
              full/inactive node_memory_Inactive_bytes
              full/active_anon node_memory_Active_anon_bytes
              full/inactive_anon node_memory_Inactive_anon_bytes
              full/active_file node_memory_Active_file_bytes
              full/inactive_file node_memory_Inactive_file_bytes
              full/unevictable node_memory_Unevictable_bytes
              full/mlocked node_memory_Mlocked_bytes
              full/high_total node_memory_HighTotal_bytes
              full/high_free node_memory_HighFree_bytes
              full/low_total node_memory_LowTotal_bytes
              full/low_free node_memory_LowFree_bytes
              full/zswap node_memory_Zswap_bytes
              full/zswapped node_memory_Zswapped_bytes
              full/dirty node_memory_Dirty_bytes
              full/writeback node_memory_Writeback_bytes
              full/anon_pages node_memory_AnonPages_bytes
              full/mapped node_memory_Mapped_bytes
              full/kreclaimable node_memory_KReclaimable_bytes
              full/slab node_memory_Slab_bytes
              full/sreclaimable node_memory_SReclaimable_bytes
              full/sunreclaim node_memory_SUnreclaim_bytes
              full/kernel_stack node_memory_KernelStack_bytes
              full/page_tables node_memory_PageTables_bytes
              full/sec_page_tables node_memory_SecPageTables_bytes
              full/nfs_unstable node_memory_NFS_Unstable_bytes
              full/bounce node_memory_Bounce_bytes
              full/writeback_tmp node_memory_WritebackTmp_bytes
              full/commit_limit node_memory_CommitLimit_bytes
              full/committed_as node_memory_Committed_AS_bytes
              full/vmalloc_total node_memory_VmallocTotal_bytes
              full/vmalloc_used node_memory_VmallocUsed_bytes
              full/vmalloc_chunk node_memory_VmallocChunk_bytes
              full/percpu node_memory_Percpu_bytes
              full/hardware_corrupted node_memory_HardwareCorrupted_bytes
              full/anon_huge_pages node_memory_AnonHugePages_bytes
              full/shmem_huge_pages node_memory_ShmemHugePages_bytes
              full/shmem_pmd_mapped node_memory_ShmemPmdMapped_bytes
              full/file_huge_pages node_memory_FileHugePages_bytes
              full/file_pmd_mapped node_memory_FilePmdMapped_bytes
              full/cma_total node_memory_CmaTotal_bytes
              full/cma_free node_memory_CmaFree_bytes
              full/balloon node_memory_Balloon_bytes
              full/hugepages_total node_memory_HugePages_Total
              full/hugepages_free node_memory_HugePages_Free
              full/hugepages_rsvd node_memory_HugePages_Rsvd
              full/hugepages_surp node_memory_HugePages_Surp
              full/hugepagesize node_memory_Hugepagesize_bytes
              full/hugetlb node_memory_Hugetlb_bytes
              full/direct_map4k node_memory_DirectMap4k_bytes
              full/direct_map2m node_memory_DirectMap2M_bytes
              full/direct_map1g node_memory_DirectMap1G_bytes
            timex: system/timesync
              synchronised node_timex_sync_status
              status node_timex_status
              offset node_timex_offset_seconds
              max_error node_timex_maxerror_seconds
              est_error node_timex_estimated_error_seconds
              tick node_timex_tick_seconds
              tai_offset node_timex_tai_offset_seconds
              adjustment node_timex_frequency_adjustment_ratio
              time_constant node_timex_loop_time_constant
              pps_frequency node_timex_pps_frequency_hertz
              pps_jitter node_timex_pps_jitter_seconds
              pps_shift node_timex_pps_shift_seconds
              pps_stability node_timex_pps_stability_hertz
              pps_jitter_exceeded node_timex_pps_jitter_total
              pps_calibrations node_timex_pps_calibration_total
              pps_errors node_timex_pps_error_total
              pps_stability_exceeded node_timex_pps_stability_exceeded_total
            time: proc/stat
              @time node_time_seconds
            time: system/clock
              utc_offset node_time_zone_offset_seconds time_zone=zone
              1 node_time_clocksource_current_info device=current@device clocksource=current/clocksource
              source/available node_time_clocksource_available_info device=source@device clocksource=source@name
            os: system/os
              1 node_os_info build_id=build_id id=id id_like=id_like image_id=image_id image_version=image_version name=name pretty_name=pretty_name variant=variant variant_id=variant_id version=version version_codename=version_codename version_id=version_id
              version_number node_os_version id=id id_like=id_like name=name
              support_end node_os_support_end_timestamp_seconds
            textfile: system/textfile
              error node_textfile_scrape_error
              file/mtime node_textfile_mtime_seconds file=file@name
            selinux: system/selinux
              enabled node_selinux_enabled
              current_mode node_selinux_current_mode
              config_mode node_selinux_config_mode
            loadavg: proc/loadavg
              load1 node_load1
              load5 node_load5
              load15 node_load15
            diskstats: proc/diskstats device=disk@name
              disk/read/requests node_disk_reads_completed_total
              disk/read/merged node_disk_reads_merged_total
              disk/read/sectors node_disk_read_bytes_total
              disk/read/ms node_disk_read_time_seconds_total
              disk/write/requests node_disk_writes_completed_total
              disk/write/merged node_disk_writes_merged_total
              disk/write/sectors node_disk_written_bytes_total
              disk/write/ms node_disk_write_time_seconds_total
              disk/in_flight node_disk_io_now
              disk/busy_ms node_disk_io_time_seconds_total
              disk/weighted_ms node_disk_io_time_weighted_seconds_total
              disk/discard/requests node_disk_discards_completed_total
              disk/discard/merged node_disk_discards_merged_total
              disk/discard/sectors node_disk_discarded_sectors_total
              disk/discard/ms node_disk_discard_time_seconds_total
              disk/flush/requests node_disk_flush_requests_total
              disk/flush/ms node_disk_flush_requests_time_seconds_total
            diskstats: system/disk_info device=device@name
              1 node_disk_info major=device/major_number minor=device/minor_number model=device/model path=device/path revision=device/revision rotational=device/rotates serial=device/serial wwn=device/wwn
              1 node_disk_filesystem_info type=device/fs_type usage=device/fs_usage uuid=device/fs_uuid version=device/fs_version
              1 node_disk_device_mapper_info lv_layer=device/lv_layer lv_name=device/lv_name name=device/dm_name uuid=device/dm_uuid vg_name=device/vg_name
              device/ata_write_cache node_disk_ata_write_cache
              device/ata_write_cache_enabled node_disk_ata_write_cache_enabled
              device/ata_rotation_rate node_disk_ata_rotation_rate_rpm
            filesystem: system/mounts device=mount/device fstype=mount/type mountpoint=mount@point
              mount/size_bytes node_filesystem_size_bytes
              mount/free_bytes node_filesystem_free_bytes
              mount/available_bytes node_filesystem_avail_bytes
              mount/inodes node_filesystem_files
              mount/inodes_free node_filesystem_files_free
              mount/read_only node_filesystem_readonly
              mount/state="stale" node_filesystem_device_error
            netdev: proc/net/dev device=interface/name
              interface/receive/bytes node_network_receive_bytes_total
              interface/receive/packets node_network_receive_packets_total
              interface/receive/errs node_network_receive_errs_total
              interface/receive/drop node_network_receive_drop_total
              interface/receive/fifo node_network_receive_fifo_total
              interface/receive/frame node_network_receive_frame_total
              interface/receive/compressed node_network_receive_compressed_total
              interface/receive/multicast node_network_receive_multicast_total
              interface/transmit/bytes node_network_transmit_bytes_total
              interface/transmit/packets node_network_transmit_packets_total
              interface/transmit/errs node_network_transmit_errs_total
              interface/transmit/drop node_network_transmit_drop_total
              interface/transmit/fifo node_network_transmit_fifo_total
              interface/transmit/collisions node_network_transmit_colls_total
              interface/transmit/carrier node_network_transmit_carrier_total
              interface/transmit/compressed node_network_transmit_compressed_total
            netclass: system/links device=link@name
              1 node_network_info address=link/address adminstate=link/admin broadcast=link/broadcast duplex=link/duplex ifalias=link/alias operstate=link/operstate
              link/addr_assign_type node_network_address_assign_type
              link/carrier_up_count node_network_carrier_up_changes_total
              link/carrier_down_count node_network_carrier_down_changes_total
              link/dev_id node_network_device_id
              link/dormant node_network_dormant
              link/flags node_network_flags
              link/ifindex node_network_iface_id
              link/iflink node_network_iface_link
              link/link_mode node_network_iface_link_mode
              link/name_assign_type node_network_name_assign_type
              link/net_group node_network_net_dev_group
              link/protocol node_network_protocol_type
              link/tx_queue_len node_network_transmit_queue_length
              link/rx_nohandler node_network_receive_nohandler_total
              link/operstate="up" node_network_up
              link/carrier node_network_carrier
              link/carrier_changes node_network_carrier_changes_total
              link/mtu node_network_mtu_bytes
              link/speed node_network_speed_bytes
            netstat: proc/net/snmp
              icmp/in_errors node_netstat_Icmp_InErrors
              icmp/in_msgs node_netstat_Icmp_InMsgs
              icmp/out_msgs node_netstat_Icmp_OutMsgs
              tcp/active_opens node_netstat_Tcp_ActiveOpens
              tcp/curr_estab node_netstat_Tcp_CurrEstab
              tcp/in_errs node_netstat_Tcp_InErrs
              tcp/in_segs node_netstat_Tcp_InSegs
              tcp/out_rsts node_netstat_Tcp_OutRsts
              tcp/out_segs node_netstat_Tcp_OutSegs
              tcp/passive_opens node_netstat_Tcp_PassiveOpens
              tcp/retrans_segs node_netstat_Tcp_RetransSegs
              udp/in_datagrams node_netstat_Udp_InDatagrams
              udp/in_errors node_netstat_Udp_InErrors
              udp/no_ports node_netstat_Udp_NoPorts
              udp/out_datagrams node_netstat_Udp_OutDatagrams
              udp/rcvbuf_errors node_netstat_Udp_RcvbufErrors
              udp/sndbuf_errors node_netstat_Udp_SndbufErrors
              ip/forwarding node_netstat_Ip_Forwarding
              udplite/in_errors node_netstat_UdpLite_InErrors
            netstat: proc/net/snmp6
              icmp6/in_errors node_netstat_Icmp6_InErrors
              icmp6/in_msgs node_netstat_Icmp6_InMsgs
              icmp6/out_msgs node_netstat_Icmp6_OutMsgs
              ip6/in_octets node_netstat_Ip6_InOctets
              ip6/out_octets node_netstat_Ip6_OutOctets
              udp6/in_datagrams node_netstat_Udp6_InDatagrams
              udp6/in_errors node_netstat_Udp6_InErrors
              udp6/no_ports node_netstat_Udp6_NoPorts
              udp6/out_datagrams node_netstat_Udp6_OutDatagrams
              udp6/rcvbuf_errors node_netstat_Udp6_RcvbufErrors
              udp6/sndbuf_errors node_netstat_Udp6_SndbufErrors
              udplite6/in_errors node_netstat_UdpLite6_InErrors
            netstat: proc/net/netstat
              ip_ext/in_octets node_netstat_IpExt_InOctets
              ip_ext/out_octets node_netstat_IpExt_OutOctets
              tcp_ext/listen_drops node_netstat_TcpExt_ListenDrops
              tcp_ext/listen_overflows node_netstat_TcpExt_ListenOverflows
              tcp_ext/syncookies_failed node_netstat_TcpExt_SyncookiesFailed
              tcp_ext/syncookies_recv node_netstat_TcpExt_SyncookiesRecv
              tcp_ext/syncookies_sent node_netstat_TcpExt_SyncookiesSent
              tcp_ext/tcp_syn_retrans node_netstat_TcpExt_TCPSynRetrans
              tcp_ext/tcp_timeouts node_netstat_TcpExt_TCPTimeouts
              tcp_ext/tcp_ofo_queue node_netstat_TcpExt_TCPOFOQueue
              tcp_ext/tcp_rcv_q_drop node_netstat_TcpExt_TCPRcvQDrop
            sockstat: proc/net/sockstat
              used node_sockstat_sockets_used
              tcp/inuse node_sockstat_TCP_inuse
              tcp/orphan node_sockstat_TCP_orphan
              tcp/timewait node_sockstat_TCP_tw
              tcp/alloc node_sockstat_TCP_alloc
              tcp/mem node_sockstat_TCP_mem
              tcp/mem_bytes node_sockstat_TCP_mem_bytes
              udp/inuse node_sockstat_UDP_inuse
              udp/mem_pages node_sockstat_UDP_mem
              udp/mem_bytes node_sockstat_UDP_mem_bytes
              udplite/inuse node_sockstat_UDPLITE_inuse
              raw/inuse node_sockstat_RAW_inuse
              frag/inuse node_sockstat_FRAG_inuse
              frag/memory node_sockstat_FRAG_memory
            sockstat: proc/net/sockstat6
              tcp6/inuse node_sockstat_TCP6_inuse
              udp6/inuse node_sockstat_UDP6_inuse
              udplite6/inuse node_sockstat_UDPLITE6_inuse
              raw6/inuse node_sockstat_RAW6_inuse
              frag6/inuse node_sockstat_FRAG6_inuse
              frag6/memory node_sockstat_FRAG6_memory
            arp: proc/net/arp device=neighbours@device
              neighbours/entries node_arp_entries
            softnet: proc/net/softnet cpu=softnet_queue@cpu
              softnet_queue/processed node_softnet_processed_total
              softnet_queue/dropped node_softnet_dropped_total
              softnet_queue/time_squeezed node_softnet_times_squeezed_total
              softnet_queue/cpu_collision node_softnet_cpu_collision_total
              softnet_queue/received_rps node_softnet_received_rps_total
              softnet_queue/flow_limit node_softnet_flow_limit_count_total
              softnet_queue/backlog node_softnet_backlog_len
            udp_queues: proc/net/udp_queues
              udp/tx_queue node_udp_queues ip="v4" queue="tx"
              udp/rx_queue node_udp_queues ip="v4" queue="rx"
              udp6/tx_queue node_udp_queues ip="v6" queue="tx"
              udp6/rx_queue node_udp_queues ip="v6" queue="rx"
            pressure: proc/pressure
              cpu/some/total node_pressure_cpu_waiting_seconds_total
              memory/some/total node_pressure_memory_waiting_seconds_total
              memory/full/total node_pressure_memory_stalled_seconds_total
              io/some/total node_pressure_io_waiting_seconds_total
              io/full/total node_pressure_io_stalled_seconds_total
              irq/full/total node_pressure_irq_stalled_seconds_total
            filefd: proc/files
              allocated node_filefd_allocated
              most node_filefd_maximum
            entropy: proc/entropy
              available node_entropy_available_bits
              poolsize node_entropy_pool_size_bits
            conntrack: proc/conntrack
              count node_nf_conntrack_entries
              most node_nf_conntrack_entries_limit
              found node_nf_conntrack_stat_found
              invalid node_nf_conntrack_stat_invalid
              ignore node_nf_conntrack_stat_ignore
              insert node_nf_conntrack_stat_insert
              insert_failed node_nf_conntrack_stat_insert_failed
              dropped node_nf_conntrack_stat_drop
              early_drop node_nf_conntrack_stat_early_drop
              search_restart node_nf_conntrack_stat_search_restart
            cpufreq: system/cpufreq cpu=frequency@cpu
              frequency/cur_freq node_cpu_scaling_frequency_hertz
              frequency/min_freq node_cpu_scaling_frequency_min_hertz
              frequency/max_freq node_cpu_scaling_frequency_max_hertz
              1 node_cpu_scaling_governor governor=frequency/governor
            hwmon: system/sensors chip=sensor/chip_id
              1 node_hwmon_chip_names chip_name=sensor/chip_type
            hwmon: system/sensors chip=sensor/chip_id sensor=sensor@id
              1 node_hwmon_sensor_label label=sensor/label
              sensor/celsius node_hwmon_temp_celsius
              sensor/celsius_max node_hwmon_temp_max_celsius
              sensor/celsius_crit node_hwmon_temp_crit_celsius
              sensor/rpm node_hwmon_fan_rpm
              sensor/rpm_min node_hwmon_fan_min_rpm
              sensor/volts node_hwmon_in_volts
              sensor/volts_min node_hwmon_in_min_volts
              sensor/volts_max node_hwmon_in_max_volts
              sensor/amperes node_hwmon_curr_amps
              sensor/amperes_max node_hwmon_curr_max_amps
              sensor/watts node_hwmon_power_watt
              sensor/watts_average node_hwmon_power_average_watt
              sensor/watts_cap node_hwmon_power_cap_watt
              sensor/joules node_hwmon_energy_joule_total
            infiniband: system/infiniband device=adapter@name
              1 node_infiniband_info board_id=adapter/board_id firmware_version=adapter/firmware hca_type=adapter/hca_type
            infiniband: system/infiniband device=port@adapter port=port@number
              port/state_id node_infiniband_state_id
              port/phys_state_id node_infiniband_physical_state_id
              port/rcv_discards node_infiniband_port_discards_received_total
              port/multicast_rcv_packets node_infiniband_multicast_packets_received_total
              port/multicast_xmit_packets node_infiniband_multicast_packets_transmitted_total
              port/unicast_rcv_packets node_infiniband_unicast_packets_received_total
              port/unicast_xmit_packets node_infiniband_unicast_packets_transmitted_total
              port/ext_rcv_data node_infiniband_legacy_data_received_bytes_total
              port/ext_xmit_data node_infiniband_legacy_data_transmitted_bytes_total
              port/ext_rcv_packets node_infiniband_legacy_packets_received_total
              port/ext_xmit_packets node_infiniband_legacy_packets_transmitted_total
              port/ext_multicast_rcv_packets node_infiniband_legacy_multicast_packets_received_total
              port/ext_multicast_xmit_packets node_infiniband_legacy_multicast_packets_transmitted_total
              port/ext_unicast_rcv_packets node_infiniband_legacy_unicast_packets_received_total
              port/ext_unicast_xmit_packets node_infiniband_legacy_unicast_packets_transmitted_total
              port/rate node_infiniband_rate_bytes_per_second
              port/rcv_data node_infiniband_port_data_received_bytes_total
              port/xmit_data node_infiniband_port_data_transmitted_bytes_total
              port/rcv_packets node_infiniband_port_packets_received_total
              port/xmit_packets node_infiniband_port_packets_transmitted_total
              port/xmit_wait node_infiniband_port_transmit_wait_total
              port/rcv_errors node_infiniband_port_errors_received_total
              port/rcv_remote_physical_errors node_infiniband_port_receive_remote_physical_errors_total
              port/rcv_switch_relay_errors node_infiniband_port_receive_switch_relay_errors_total
              port/rcv_constraint_errors node_infiniband_port_constraint_errors_received_total
              port/xmit_constraint_errors node_infiniband_port_constraint_errors_transmitted_total
              port/xmit_discards node_infiniband_port_discards_transmitted_total
              port/symbol_error node_infiniband_symbol_error_total
              port/link_error_recovery node_infiniband_link_error_recovery_total
              port/link_downed node_infiniband_link_downed_total
              port/local_link_integrity_errors node_infiniband_local_link_integrity_errors_total
              port/excessive_buffer_overrun_errors node_infiniband_excessive_buffer_overrun_errors_total
              port/vl15_dropped node_infiniband_vl15_dropped_total
            edac: system/edac controller=controller@id~mc
              controller/ce_count node_edac_correctable_errors_total
              controller/ue_count node_edac_uncorrectable_errors_total
              controller/ce_noinfo_count node_edac_csrow_correctable_errors_total csrow="unknown"
              controller/ue_noinfo_count node_edac_csrow_uncorrectable_errors_total csrow="unknown"
            edac: system/edac controller=csrow@controller~mc csrow=csrow@id
              csrow/ce_count node_edac_csrow_correctable_errors_total
              csrow/ue_count node_edac_csrow_uncorrectable_errors_total
            edac: system/edac controller=channel@controller~mc csrow=channel@csrow channel=channel@id
              channel/ce_count node_edac_channel_correctable_errors_total dimm_label=channel/label
              channel/ue_count node_edac_channel_uncorrectable_errors_total dimm_label=channel/label
            mdadm: proc/mdstat device=array@name
              array/activity="active" node_md_state state="active"
              array/activity="inactive" node_md_state state="inactive"
              array/activity="recovering" node_md_state state="recovering"
              array/activity="resyncing" node_md_state state="resync"
              array/activity="checking" node_md_state state="check"
              array/blocks node_md_blocks
              array/blocks_synced node_md_blocks_synced
              array/disks/active node_md_disks state="active"
              array/disks/failed node_md_disks state="failed"
              array/disks/spare node_md_disks state="spare"
              array/disks/total node_md_disks_required
            nfs: proc/net/rpc/nfs
              calls node_nfs_rpcs_total
              retransmissions node_nfs_rpc_retransmissions_total
              auth_refreshes node_nfs_rpc_authentication_refreshes_total
              udp_packets node_nfs_packets_total protocol="udp"
              tcp_packets node_nfs_packets_total protocol="tcp"
              connections node_nfs_connections_total
            nfs: proc/net/rpc/nfs proto=operation@version method=operation@name
              operation/count node_nfs_requests_total
            """;

    /// A line of the table.
    ///
    /// @param collector what node_exporter calls the group that it belongs to
    /// @param sensor the sensor's path
    /// @param field the path of the field, or what stands in its place
    /// @param labels `name=field path` or `name="text"`, in order
    record Line(String collector, String sensor, String field, String metric, List<String> labels) {
        /// Whether the metric says a field of the sensor's, as its value or, where it is there for its labels, as one of those.
        boolean isOf(Field of) {
            var path = of.spec().path();
            if (field.equals("@time")) {
                return path.equals("btime"); // the sensor is read for its time: this is what it has that costs least
            }
            return field.equals(path) || field.startsWith(path + "=\"") || (field.equals("1") && hasLabel('=' + path));
        }

        private boolean hasLabel(String end) {
            for (var label : labels) {
                if (label.endsWith(end)) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The whole table.
    static final List<Line> LINES = lines();

    private NodeExporter() {}

    private static List<Line> lines() {
        var lines = new ArrayList<Line>();
        var collector = "";
        var sensor = "";
        var common = List.<String>of();
        for (var from = 0; from < TABLE.length(); from = TABLE.indexOf('\n', from) + 1) {
            var words = words(TABLE.substring(from, TABLE.indexOf('\n', from)));
            if (TABLE.charAt(from) != ' ') {
                collector = words.getFirst().substring(0, words.getFirst().length() - 1);
                sensor = words.get(1);
                common = words.subList(2, words.size());
            } else {
                var labels = new ArrayList<>(common);
                labels.addAll(words.subList(2, words.size()));
                lines.add(new Line(collector, sensor, words.get(0), words.get(1), List.copyOf(labels)));
            }
        }
        return List.copyOf(lines);
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var from = 0;
        for (var i = 0; i <= line.length(); i++) {
            if (i == line.length() || line.charAt(i) == ' ') {
                if (i > from) {
                    words.add(line.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words;
    }
}

package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which of the metrics that Grafana's dashboard 1860 asks for there are, and that `docs/prometheus.md` names all others. What it
/// asks for was written down for the most part from memory.
class Dashboard1860Test {
    private static final Path PAGE =
            Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("docs/prometheus.md");

    /// What the panels of each row ask for, without `node_`, unless it begins with another word of a program's.
    private static final String ROWS = """
            Quick and Basic CPU / Mem / Net / Disk: pressure_cpu_waiting_seconds_total pressure_memory_waiting_seconds_total
              pressure_io_waiting_seconds_total pressure_irq_stalled_seconds_total cpu_seconds_total load1
              memory_MemAvailable_bytes memory_MemTotal_bytes memory_MemFree_bytes memory_SwapTotal_bytes
              memory_SwapFree_bytes memory_Cached_bytes memory_Buffers_bytes memory_SReclaimable_bytes
              filesystem_avail_bytes filesystem_size_bytes time_seconds boot_time_seconds
              network_receive_bytes_total network_transmit_bytes_total uname_info
            CPU / Memory / Net / Disk: cpu_guest_seconds_total memory_PageTables_bytes memory_SwapCached_bytes memory_Slab_bytes
              memory_HardwareCorrupted_bytes disk_reads_completed_total disk_writes_completed_total disk_read_bytes_total
              disk_written_bytes_total disk_io_time_seconds_total
            Memory Meminfo: memory_Inactive_bytes memory_Active_bytes memory_Committed_AS_bytes memory_CommitLimit_bytes
              memory_Inactive_file_bytes memory_Inactive_anon_bytes memory_Active_file_bytes memory_Active_anon_bytes
              memory_Writeback_bytes memory_WritebackTmp_bytes memory_Dirty_bytes memory_Mapped_bytes memory_Shmem_bytes
              memory_ShmemHugePages_bytes memory_ShmemPmdMapped_bytes memory_SUnreclaim_bytes memory_VmallocChunk_bytes
              memory_VmallocTotal_bytes memory_VmallocUsed_bytes memory_Bounce_bytes memory_AnonHugePages_bytes
              memory_AnonPages_bytes memory_KernelStack_bytes memory_Percpu_bytes memory_HugePages_Free
              memory_HugePages_Rsvd memory_HugePages_Surp memory_HugePages_Total memory_Hugepagesize_bytes
              memory_DirectMap1G_bytes memory_DirectMap2M_bytes memory_DirectMap4k_bytes memory_Unevictable_bytes
              memory_Mlocked_bytes memory_NFS_Unstable_bytes
            Memory Vmstat: vmstat_pgpgin vmstat_pgpgout vmstat_pswpin vmstat_pswpout vmstat_pgfault vmstat_pgmajfault
              vmstat_oom_kill
            System Timesync: timex_estimated_error_seconds timex_offset_seconds timex_maxerror_seconds
              timex_loop_time_constant timex_sync_status timex_frequency_adjustment_ratio timex_tick_seconds
              timex_tai_offset_seconds
            System Processes: procs_blocked procs_running processes_state forks_total process_virtual_memory_bytes
              process_virtual_memory_max_bytes process_resident_memory_bytes processes_pids processes_max_processes
              schedstat_running_seconds_total schedstat_waiting_seconds_total processes_threads processes_max_threads
            System Misc: context_switches_total intr_total load5 load15 cpu_scaling_frequency_hertz
              cpu_scaling_frequency_max_hertz cpu_scaling_frequency_min_hertz pressure_memory_stalled_seconds_total
              pressure_io_stalled_seconds_total interrupts_total schedstat_timeslices_total entropy_available_bits
              process_cpu_seconds_total process_max_fds process_open_fds
            Hardware Misc: hwmon_temp_celsius hwmon_temp_crit_alarm_celsius hwmon_temp_crit_celsius
              hwmon_temp_crit_hyst_celsius hwmon_temp_max_celsius hwmon_chip_names cooling_device_cur_state
              cooling_device_max_state power_supply_online
            Systemd: systemd_socket_accepted_connections_total systemd_units
            Storage Disk: disk_read_time_seconds_total disk_write_time_seconds_total disk_io_time_weighted_seconds_total
              disk_reads_merged_total disk_writes_merged_total disk_discard_time_seconds_total disk_io_now
              disk_discards_completed_total disk_discards_merged_total
            Storage Filesystem: filesystem_free_bytes filesystem_files_free filefd_maximum filefd_allocated filesystem_files
              filesystem_readonly filesystem_device_error
            Network Traffic: network_receive_packets_total network_transmit_packets_total network_receive_errs_total
              network_transmit_errs_total network_receive_drop_total network_transmit_drop_total
              network_receive_compressed_total network_transmit_compressed_total network_receive_multicast_total
              network_receive_fifo_total network_transmit_fifo_total network_receive_frame_total
              network_transmit_carrier_total network_transmit_colls_total nf_conntrack_entries
              nf_conntrack_entries_limit arp_entries network_mtu_bytes network_speed_bytes
              network_transmit_queue_length softnet_processed_total softnet_dropped_total softnet_times_squeezed_total
              network_up network_carrier
            Network Sockstat: sockstat_TCP_alloc sockstat_TCP_inuse sockstat_TCP_mem sockstat_TCP_orphan sockstat_TCP_tw
              sockstat_UDPLITE_inuse sockstat_UDP_inuse sockstat_UDP_mem sockstat_FRAG_inuse sockstat_RAW_inuse
              sockstat_TCP_mem_bytes sockstat_UDP_mem_bytes sockstat_FRAG_memory sockstat_sockets_used
            Network Netstat: netstat_IpExt_InOctets netstat_IpExt_OutOctets netstat_Ip_Forwarding netstat_Icmp_InMsgs
              netstat_Icmp_OutMsgs netstat_Icmp_InErrors netstat_Udp_InDatagrams netstat_Udp_OutDatagrams
              netstat_Udp_InErrors netstat_Udp_NoPorts netstat_UdpLite_InErrors netstat_Udp_RcvbufErrors
              netstat_Udp_SndbufErrors netstat_Tcp_InSegs netstat_Tcp_OutSegs netstat_TcpExt_ListenOverflows
              netstat_TcpExt_ListenDrops netstat_TcpExt_TCPSynRetrans netstat_Tcp_RetransSegs netstat_Tcp_InErrs
              netstat_Tcp_OutRsts netstat_TcpExt_TCPRcvQDrop netstat_TcpExt_TCPOFOQueue netstat_Tcp_CurrEstab
              netstat_Tcp_MaxConn netstat_TcpExt_SyncookiesFailed netstat_TcpExt_SyncookiesRecv
              netstat_TcpExt_SyncookiesSent netstat_Tcp_ActiveOpens netstat_Tcp_PassiveOpens tcp_connection_states
            Node Exporter: scrape_collector_duration_seconds scrape_collector_success textfile_scrape_error
            """;

    @Test
    void whatItAsksForAndIsNotThereIsToldByRow() throws IOException {
        // Said of a scrape, not of a node: they stand in no table.
        var known = new HashSet<>(Set.of("node_scrape_collector_success", "node_scrape_collector_duration_seconds"));
        NodeExporter.LINES.forEach(line -> known.add(line.metric()));
        var lines = new ArrayList<String>();
        for (var row : ROWS.split("\n(?=\\S)")) {
            var name = row.substring(0, row.indexOf(": "));
            var missing = Stream.of(row.substring(row.indexOf(": ") + 2).strip().split("\\s+"))
                    .map(metric -> metric.startsWith("process_") ? metric : "node_" + metric)
                    .filter(metric -> !known.contains(metric))
                    .map(metric -> "`" + metric + "`")
                    .toList();
            if (!missing.isEmpty()) {
                lines.add("| " + name + " | " + String.join(", ", missing) + " |");
            }
        }
        assertThat(Files.readString(PAGE)).contains(String.join("\n", lines) + "\n");
    }
}

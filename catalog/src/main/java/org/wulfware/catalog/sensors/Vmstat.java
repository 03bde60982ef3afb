package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PAGES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Names;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What the memory management has done, `/proc/vmstat`, a counter a line, called as the kernel calls it:
/// ```text
/// pgfault 41234123
/// pgscan_kswapd_dma 0
/// pgscan_kswapd_normal 91234
/// oom_kill 0
/// ```
/// Kernels before 4.8 count `pgscan_kswapd`, `pgscan_direct`, `pgsteal_kswapd`, `pgsteal_direct` and `pgrefill` by zone, later
/// ones `allocstall`: what a zone a line says is summed. 2.6.18 has by zone what was reclaimed but not by whom: that is left out. What is in the file and not here
/// are sizes rather than counts, and what few would ask for; `pgpgin` and its like are in `stat`.
public enum Vmstat implements Field {
    PGFAULT(counter("pgfault", NONE, "Page faults.")),
    PGMAJFAULT(counter("pgmajfault", NONE, "Page faults for which a disk had to be read.")),
    PGFREE(counter("pgfree", PAGES, "Pages given back.")),
    PGACTIVATE(counter("pgactivate", PAGES, "Pages that became active.")),
    PGDEACTIVATE(counter("pgdeactivate", PAGES, "Pages that became inactive.")),
    PGREFILL(counter("pgrefill", PAGES, "Active pages looked at to make some inactive.")),
    PGROTATED(counter("pgrotated", PAGES, "Pages sent to the end of the inactive list after their writing.")),
    PGREUSE(counter("pgreuse", PAGES, "Pages that a write did not have to copy.")),
    PGINODESTEAL(counter("pginodesteal", PAGES, "Pages of files reclaimed with their inodes, directly.")),
    KSWAPD_INODESTEAL(
            counter("kswapd_inodesteal", PAGES, "Pages of files reclaimed with their inodes, in the background.")),
    SLABS_SCANNED(counter("slabs_scanned", NONE, "Objects of the kernel looked at to reclaim some.")),
    PGSCAN_KSWAPD(counter("pgscan_kswapd", PAGES, "Pages looked at to reclaim some, in the background.")),
    PGSCAN_DIRECT(counter("pgscan_direct", PAGES, "Pages looked at to reclaim some, by who needed memory.")),
    PGSCAN_KHUGEPAGED(counter("pgscan_khugepaged", PAGES, "Pages looked at to reclaim some, for huge pages.")),
    PGSCAN_DIRECT_THROTTLE(counter("pgscan_direct_throttle", NONE, "Times that who needed memory was made to wait.")),
    PGSCAN_ANON(counter("pgscan_anon", PAGES, "Pages of programs looked at to reclaim some.")),
    PGSCAN_FILE(counter("pgscan_file", PAGES, "Pages of files looked at to reclaim some.")),
    PGSTEAL_KSWAPD(counter("pgsteal_kswapd", PAGES, "Pages reclaimed in the background.")),
    PGSTEAL_DIRECT(counter("pgsteal_direct", PAGES, "Pages reclaimed by who needed memory.")),
    PGSTEAL_KHUGEPAGED(counter("pgsteal_khugepaged", PAGES, "Pages reclaimed for huge pages.")),
    PGSTEAL_ANON(counter("pgsteal_anon", PAGES, "Pages of programs reclaimed.")),
    PGSTEAL_FILE(counter("pgsteal_file", PAGES, "Pages of files reclaimed.")),
    PAGEOUTRUN(counter("pageoutrun", NONE, "Times that reclaim ran in the background.")),
    ALLOCSTALL(counter("allocstall", NONE, "Times that who needed memory had to reclaim it.")),
    KSWAPD_LOW_WMARK_HIT_QUICKLY(counter("kswapd_low_wmark_hit_quickly", NONE,
            "Times that background reclaim met its low mark again at once.")),
    KSWAPD_HIGH_WMARK_HIT_QUICKLY(counter("kswapd_high_wmark_hit_quickly", NONE,
            "Times that background reclaim met its high mark again at once.")),
    OOM_KILL(counter("oom_kill", NONE, "Processes killed for want of memory.")),
    DROP_PAGECACHE(counter("drop_pagecache", NONE, "Times that somebody had the page cache dropped.")),
    DROP_SLAB(counter("drop_slab", NONE, "Times that somebody had the caches of the kernel dropped.")),
    WORKINGSET_REFAULT(counter("workingset_refault", PAGES, "Pages read again soon after they were reclaimed.")),
    WORKINGSET_REFAULT_ANON(
            counter("workingset_refault_anon", PAGES, "Pages of programs read again soon after they were reclaimed.")),
    WORKINGSET_REFAULT_FILE(
            counter("workingset_refault_file", PAGES, "Pages of files read again soon after they were reclaimed.")),
    WORKINGSET_ACTIVATE(
            counter("workingset_activate", PAGES, "Pages made active at once because they had been missed.")),
    WORKINGSET_ACTIVATE_ANON(counter("workingset_activate_anon", PAGES,
            "Pages of programs made active at once because they had been missed.")),
    WORKINGSET_ACTIVATE_FILE(counter("workingset_activate_file", PAGES,
            "Pages of files made active at once because they had been missed.")),
    NUMA_HIT(counter("numa_hit", PAGES, "Pages had from the node that was wanted.")),
    NUMA_MISS(counter("numa_miss", PAGES, "Pages had from a node although another was wanted.")),
    NUMA_FOREIGN(counter("numa_foreign", PAGES, "Pages wanted from a node and had from another.")),
    NUMA_INTERLEAVE(counter("numa_interleave", PAGES, "Pages interleaved over nodes as was wanted.")),
    NUMA_LOCAL(counter("numa_local", PAGES, "Pages had from the node that the process ran on.")),
    NUMA_OTHER(counter("numa_other", PAGES, "Pages had from a node that the process did not run on.")),
    NUMA_PTE_UPDATES(counter("numa_pte_updates", NONE, "Page table entries marked to learn who uses them.")),
    NUMA_HINT_FAULTS(counter("numa_hint_faults", NONE, "Page faults by such marks.")),
    NUMA_HINT_FAULTS_LOCAL(
            counter("numa_hint_faults_local", NONE, "Such page faults on the node that holds the page.")),
    NUMA_PAGES_MIGRATED(counter("numa_pages_migrated", PAGES, "Pages moved to the node that uses them.")),
    PGMIGRATE_SUCCESS(counter("pgmigrate_success", PAGES, "Pages moved.")),
    PGMIGRATE_FAIL(counter("pgmigrate_fail", PAGES, "Pages that could not be moved.")),
    COMPACT_STALL(counter("compact_stall", NONE, "Times that somebody had to wait for memory in one piece.")),
    COMPACT_FAIL(counter("compact_fail", NONE, "Such times without success.")),
    COMPACT_SUCCESS(counter("compact_success", NONE, "Such times with success.")),
    COMPACT_DAEMON_WAKE(counter("compact_daemon_wake", NONE, "Times that memory was compacted in the background.")),
    HTLB_BUDDY_ALLOC_SUCCESS(counter("htlb_buddy_alloc_success", NONE, "Huge pages had for the pool.")),
    HTLB_BUDDY_ALLOC_FAIL(counter("htlb_buddy_alloc_fail", NONE, "Huge pages that could not be had for the pool.")),
    THP_FAULT_ALLOC(counter("thp_fault_alloc", NONE, "Transparent huge pages had at a page fault.")),
    THP_FAULT_FALLBACK(counter("thp_fault_fallback", NONE, "Page faults that had to do with small pages.")),
    THP_COLLAPSE_ALLOC(counter("thp_collapse_alloc", NONE, "Transparent huge pages made of small ones.")),
    THP_COLLAPSE_ALLOC_FAILED(
            counter("thp_collapse_alloc_failed", NONE, "Transparent huge pages that could not be made.")),
    THP_SPLIT(counter("thp_split", NONE, "Transparent huge pages split, until kernel 4.4.")),
    THP_SPLIT_PAGE(counter("thp_split_page", NONE, "Transparent huge pages split, since kernel 4.5.")),
    THP_SPLIT_PAGE_FAILED(counter("thp_split_page_failed", NONE, "Transparent huge pages that could not be split.")),
    THP_ZERO_PAGE_ALLOC(counter("thp_zero_page_alloc", NONE, "Huge pages of zeros made.")),
    THP_SWPOUT(counter("thp_swpout", NONE, "Transparent huge pages swapped out in one piece.")),
    SWAP_RA(counter("swap_ra", PAGES, "Pages read from swap ahead of their use.")),
    SWAP_RA_HIT(counter("swap_ra_hit", PAGES, "Such pages that were used.")),
    ZONE_RECLAIM_FAILED(counter("zone_reclaim_failed", NONE, "Times that a node could not reclaim memory of its own.")),
    BALLOON_INFLATE(counter("balloon_inflate", PAGES, "Pages given to the hypervisor.")),
    BALLOON_DEFLATE(counter("balloon_deflate", PAGES, "Pages had back from the hypervisor."));

    public static final Sensor<Vmstat> SENSOR =
            Sensor.at("proc/vmstat", Vmstat.class).reads("proc/vmstat", new VmstatText()).onRequest();

    private static final byte[] PGSCAN_KSWAPD_ZONE = Cursor.literal("pgscan_kswapd_");
    private static final byte[] PGSCAN_DIRECT_ZONE = Cursor.literal("pgscan_direct_");
    private static final byte[] PGSTEAL_KSWAPD_ZONE = Cursor.literal("pgsteal_kswapd_");
    private static final byte[] PGSTEAL_DIRECT_ZONE = Cursor.literal("pgsteal_direct_");
    private static final byte[] PGREFILL_ZONE = Cursor.literal("pgrefill_");
    private static final byte[] ALLOCSTALL_ZONE = Cursor.literal("allocstall_");
    private static final byte[] THROTTLE = Cursor.literal("pgscan_direct_throttle ");

    private final Spec spec;

    Vmstat(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Vmstat> sensor() {
        return SENSOR;
    }

    private static final class VmstatText implements Sensor.Parser<Vmstat> {
        private static final Names LINES = Names.of(values(), "");

        @Override
        public void parse(Cursor text, Table<Vmstat> out) {
            out.row();
            var zoned = -1;
            var sum = 0L;
            for (; !text.atEnd(); text.nextLine()) {
                var group = zonedSlot(text);
                if (group != zoned) {
                    // Only a line of something else says that all zones were there.
                    if (zoned >= 0) {
                        out.set(0, zoned, sum);
                    }
                    zoned = group;
                    sum = 0;
                }
                if (!text.word()) {
                    continue;
                }
                if (group >= 0) {
                    var count = text.number();
                    sum = sum == ABSENT || count == ABSENT || sum > Long.MAX_VALUE - count ? ABSENT : sum + count;
                    continue;
                }
                var slot = LINES.slot(text);
                if (slot >= 0) {
                    out.set(0, slot, text.number());
                }
            }
        }
    }

    /// The slot of the field that this line is one zone's part of, or -1.
    private static int zonedSlot(Cursor text) {
        if (text.at(PGSCAN_KSWAPD_ZONE)) {
            return PGSCAN_KSWAPD.ordinal();
        }
        if (text.at(PGSCAN_DIRECT_ZONE)) {
            return text.at(THROTTLE) ? -1 : PGSCAN_DIRECT.ordinal();
        }
        if (text.at(PGSTEAL_KSWAPD_ZONE)) {
            return PGSTEAL_KSWAPD.ordinal();
        }
        if (text.at(PGSTEAL_DIRECT_ZONE)) {
            return PGSTEAL_DIRECT.ordinal();
        }
        if (text.at(PGREFILL_ZONE)) {
            return PGREFILL.ordinal();
        }
        return text.at(ALLOCSTALL_ZONE) ? ALLOCSTALL.ordinal() : -1;
    }
}

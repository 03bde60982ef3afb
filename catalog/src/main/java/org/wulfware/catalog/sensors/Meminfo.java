package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.PAGES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Names;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Memory, `/proc/meminfo`, in bytes. Kernels up to 2.4 begin with a table of their own, whose figures the lines below
/// it repeat:
/// ```text
///         total:    used:    free:  shared: buffers:  cached:
/// Mem:  327102464 263335936 63766528   393216 109690880 108212224
/// MemTotal:       319436 kB
/// MemFree:         62272 kB
/// MemShared:         384 kB
/// ```
/// `MemShared` became `Shmem` in 2.6.32; in between no kernel says what is shared. `used` is total less free, as it always
/// was: it counts buffers and cache as used.
///
/// All other lines are in `full`, each called as the kernel calls it. Which there are depends on the kernel and on how it was
/// built; `HugePages_` lines count pages and have no `kB`.
public enum Meminfo implements Field {
    MEMORY_TOTAL(gauge("memory/total", BYTES, "Memory that the kernel manages.")),
    MEMORY_USED(gauge("memory/used", BYTES, "Total less free: buffers and cache count as used.")),
    MEMORY_FREE(gauge("memory/free", BYTES, "Memory nobody uses.")),
    MEMORY_SHARED(gauge("memory/shared", BYTES, "Shared memory and tmpfs.")),
    MEMORY_BUFFERS(gauge("memory/buffers", BYTES, "Buffers of block devices.")),
    MEMORY_CACHED(gauge("memory/cached", BYTES, "Page cache.")),
    SWAP_TOTAL(gauge("swap/total", BYTES, "Swap space.")),
    SWAP_USED(gauge("swap/used", BYTES, "Swap space in use.")),
    SWAP_FREE(gauge("swap/free", BYTES, "Swap space not in use.")),
    MEM_AVAILABLE(
            gauge("full/mem_available", BYTES, "Memory that new programs could have without swapping.").onRequest()),
    SWAP_CACHED(gauge("full/swap_cached", BYTES, "Memory that is in swap too.").onRequest()),
    ACTIVE(gauge("full/active", BYTES, "Memory used lately.").onRequest()),
    INACTIVE(gauge("full/inactive", BYTES, "Memory not used lately.").onRequest()),
    ACTIVE_ANON(gauge("full/active_anon", BYTES, "Memory of programs used lately.").onRequest()),
    INACTIVE_ANON(gauge("full/inactive_anon", BYTES, "Memory of programs not used lately.").onRequest()),
    ACTIVE_FILE(gauge("full/active_file", BYTES, "Page cache used lately.").onRequest()),
    INACTIVE_FILE(gauge("full/inactive_file", BYTES, "Page cache not used lately.").onRequest()),
    INACT_DIRTY(
            gauge("full/inact_dirty", BYTES, "Pages not used lately that may have to be written, in kernels of 2.4.")
                    .onRequest()),
    INACT_CLEAN(gauge("full/inact_clean", BYTES, "Pages not used lately that can be taken at once, in kernels of 2.4.")
            .onRequest()),
    INACT_TARGET(gauge("full/inact_target", BYTES, "How much inactive memory kernels of 2.4 strive for.").onRequest()),
    UNEVICTABLE(gauge("full/unevictable", BYTES, "Memory that cannot be reclaimed.").onRequest()),
    MLOCKED(gauge("full/mlocked", BYTES, "Memory that programs have locked.").onRequest()),
    HIGH_TOTAL(gauge("full/high_total", BYTES, "Memory that the kernel has no address for.").onRequest()),
    HIGH_FREE(gauge("full/high_free", BYTES, "What of it nobody uses.").onRequest()),
    LOW_TOTAL(gauge("full/low_total", BYTES, "Memory that the kernel has an address for.").onRequest()),
    LOW_FREE(gauge("full/low_free", BYTES, "What of it nobody uses.").onRequest()),
    ZSWAP(gauge("full/zswap", BYTES, "Memory that compressed pages take.").onRequest()),
    ZSWAPPED(gauge("full/zswapped", BYTES, "The size of those pages before.").onRequest()),
    DIRTY(gauge("full/dirty", BYTES, "Memory that waits to be written to disk.").onRequest()),
    WRITEBACK(gauge("full/writeback", BYTES, "Memory that is being written to disk.").onRequest()),
    ANON_PAGES(gauge("full/anon_pages", BYTES, "Memory of programs that is no file.").onRequest()),
    MAPPED(gauge("full/mapped", BYTES, "Files that programs have mapped.").onRequest()),
    KRECLAIMABLE(gauge("full/kreclaimable", BYTES, "Memory of the kernel that it would give back.").onRequest()),
    SLAB(gauge("full/slab", BYTES, "Data structures of the kernel.").onRequest()),
    SRECLAIMABLE(gauge("full/sreclaimable", BYTES, "What of them could be reclaimed.").onRequest()),
    SUNRECLAIM(gauge("full/sunreclaim", BYTES, "What of them could not.").onRequest()),
    KERNEL_STACK(gauge("full/kernel_stack", BYTES, "Kernel stacks of all threads.").onRequest()),
    PAGE_TABLES(gauge("full/page_tables", BYTES, "Page tables.").onRequest()),
    SEC_PAGE_TABLES(gauge("full/sec_page_tables", BYTES, "Page tables of virtual machines and devices.").onRequest()),
    NFS_UNSTABLE(gauge("full/nfs_unstable", BYTES, "Pages sent to an NFS server that it has not yet committed.")
            .onRequest()),
    BOUNCE(gauge("full/bounce", BYTES, "Bounce buffers of block devices.").onRequest()),
    WRITEBACK_TMP(gauge("full/writeback_tmp", BYTES, "Buffers of FUSE for what is being written.").onRequest()),
    COMMIT_LIMIT(gauge("full/commit_limit", BYTES, "How much may be promised under strict overcommit.").onRequest()),
    COMMITTED_AS(gauge("full/committed_as", BYTES, "How much memory has been promised.").onRequest()),
    VMALLOC_TOTAL(gauge("full/vmalloc_total", BYTES, "Address space for vmalloc.").onRequest()),
    VMALLOC_USED(gauge("full/vmalloc_used", BYTES, "What of it is used.").onRequest()),
    VMALLOC_CHUNK(gauge("full/vmalloc_chunk", BYTES, "The largest free piece of it; 0 since 4.4.").onRequest()),
    PERCPU(gauge("full/percpu", BYTES, "Variables that each processor has of its own.").onRequest()),
    HARDWARE_CORRUPTED(
            gauge("full/hardware_corrupted", BYTES, "Memory that hardware has reported broken.").onRequest()),
    ANON_HUGE_PAGES(gauge("full/anon_huge_pages", BYTES, "Transparent huge pages of programs.").onRequest()),
    SHMEM_HUGE_PAGES(gauge("full/shmem_huge_pages", BYTES, "Shared memory and tmpfs in huge pages.").onRequest()),
    SHMEM_PMD_MAPPED(
            gauge("full/shmem_pmd_mapped", BYTES, "What of it programs have mapped with huge pages.").onRequest()),
    FILE_HUGE_PAGES(gauge("full/file_huge_pages", BYTES, "Page cache in huge pages.").onRequest()),
    FILE_PMD_MAPPED(
            gauge("full/file_pmd_mapped", BYTES, "What of it programs have mapped with huge pages.").onRequest()),
    CMA_TOTAL(gauge("full/cma_total", BYTES, "Memory set aside for devices that want it in one piece.").onRequest()),
    CMA_FREE(gauge("full/cma_free", BYTES, "What of it is free.").onRequest()),
    BALLOON(gauge("full/balloon", BYTES, "Memory that the hypervisor has taken back.").onRequest()),
    HUGEPAGES_TOTAL(gauge("full/hugepages_total", PAGES, "Huge pages in the pool.").onRequest()),
    HUGEPAGES_FREE(gauge("full/hugepages_free", PAGES, "What of them nobody uses.").onRequest()),
    HUGEPAGES_RSVD(gauge("full/hugepages_rsvd", PAGES, "Promised from the pool and not yet taken.").onRequest()),
    HUGEPAGES_SURP(gauge("full/hugepages_surp", PAGES, "More than the pool was told to have.").onRequest()),
    HUGEPAGESIZE(gauge("full/hugepagesize", BYTES, "The size of the pages in the pool.").onRequest()),
    HUGETLB(gauge("full/hugetlb", BYTES, "Memory in huge pages of all sizes.").onRequest()),
    DIRECT_MAP4K(gauge("full/direct_map4k", BYTES, "Memory that the kernel maps in pages of 4 kB.").onRequest()),
    DIRECT_MAP2M(gauge("full/direct_map2m", BYTES, "Memory that the kernel maps in pages of 2 MB.").onRequest()),
    DIRECT_MAP1G(gauge("full/direct_map1g", BYTES, "Memory that the kernel maps in pages of 1 GB.").onRequest());

    public static final Sensor<Meminfo> SENSOR =
            Sensor.at("proc/meminfo", Meminfo.class)
                    .reads("proc/meminfo", new MeminfoText())
                    .upToAll()
                    .inFull(new MeminfoInFull());

    private static final byte[] MEM_TOTAL = Cursor.literal("MemTotal:");
    private static final byte[] MEM_FREE = Cursor.literal("MemFree:");
    private static final byte[] MEM_SHARED = Cursor.literal("MemShared:");
    private static final byte[] SHMEM = Cursor.literal("Shmem:");
    private static final byte[] BUFFERS = Cursor.literal("Buffers:");
    private static final byte[] CACHED = Cursor.literal("Cached:");
    private static final byte[] SWAP_TOTAL_LINE = Cursor.literal("SwapTotal:");
    private static final byte[] SWAP_FREE_LINE = Cursor.literal("SwapFree:");
    private static final byte[] KB = Cursor.literal("kB");

    /// The lines that fields come from: once all were there, the rest of the text holds nothing wanted.
    private static final int LINES = 7;

    private final Spec spec;

    Meminfo(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Meminfo> sensor() {
        return SENSOR;
    }

    private static final class MeminfoText implements Sensor.Parser<Meminfo> {
        @Override
        public void parse(Cursor text, Table<Meminfo> out) {
            out.row();
            for (var wanted = LINES; wanted > 0 && !text.atEnd(); text.nextLine()) {
                if (isLine(text, out)) {
                    wanted--;
                }
            }
            setUsed(out);
        }
    }

    private static final class MeminfoInFull implements Sensor.Parser<Meminfo> {
        private static final Names LINES = Names.of(values(), "full/");

        @Override
        public void parse(Cursor text, Table<Meminfo> out) {
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                if (isLine(text, out) || !text.word()) {
                    continue;
                }
                var slot = LINES.slot(text);
                if (slot >= 0) {
                    var pages = slot >= HUGEPAGES_TOTAL.ordinal() && slot <= HUGEPAGES_SURP.ordinal();
                    out.set(0, slot, pages ? text.number() : bytes(text));
                }
            }
            setUsed(out);
        }
    }

    private static void setUsed(Table<Meminfo> out) {
        out.set(MEMORY_USED, difference(out.get(0, MEMORY_TOTAL), out.get(0, MEMORY_FREE)));
        out.set(SWAP_USED, difference(out.get(0, SWAP_TOTAL), out.get(0, SWAP_FREE)));
    }

    private static boolean isLine(Cursor text, Table<Meminfo> out) {
        return switch (text.peek()) {
            case 'M' -> isBytes(text, MEM_TOTAL, MEMORY_TOTAL, out)
                    || isBytes(text, MEM_FREE, MEMORY_FREE, out)
                    || isBytes(text, MEM_SHARED, MEMORY_SHARED, out);
            case 'S' -> isBytes(text, SHMEM, MEMORY_SHARED, out)
                    || isBytes(text, SWAP_TOTAL_LINE, SWAP_TOTAL, out)
                    || isBytes(text, SWAP_FREE_LINE, SWAP_FREE, out);
            case 'B' -> isBytes(text, BUFFERS, MEMORY_BUFFERS, out);
            case 'C' -> isBytes(text, CACHED, MEMORY_CACHED, out);
            default -> false;
        };
    }

    private static boolean isBytes(Cursor text, byte[] line, Meminfo field, Table<Meminfo> out) {
        if (!text.take(line)) {
            return false;
        }
        out.set(field, bytes(text));
        return true;
    }

    private static long bytes(Cursor text) {
        var kilobytes = text.number();
        var isSize = kilobytes != ABSENT && kilobytes <= Long.MAX_VALUE / 1024 && text.blanks().take(KB);
        return isSize ? kilobytes * 1024 : ABSENT;
    }

    private static long difference(long total, long free) {
        return total == ABSENT || free == ABSENT || free > total ? ABSENT : total - free;
    }
}

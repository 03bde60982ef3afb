package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Table;

@Timeout(60)
class MountsTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    Path directory;

    private final CountDownLatch serversBack = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger askedForInodes = new AtomicInteger();
    private final AtomicInteger rootAsked = new AtomicInteger();
    private final Set<String> askedAt = ConcurrentHashMap.newKeySet();
    private final TextBuffer buffer = new TextBuffer();

    private Mounts mounts = Mounts.ofThisSystem();

    @AfterEach
    void end() {
        serversBack.countDown();
        mounts.end();
    }

    @Test
    void aFileSystemThatDoesNotAnswerSaysSoAndDelaysNobody() throws Exception {
        mounts = mounts(
                "/dev/vda2 / ext4 rw 0 0\nnas:/a /dead/home nfs4 rw 0 0\n/dev/vdb /scratch xfs ro,noatime 0 0\n");
        await(() -> lines().contains("/scratch xfs /dev/vdb ro ok"));
        assertThat(lines()).isEqualTo("""
                / ext4 /dev/vda2 rw ok 0 1000 300 200
                /dead/home nfs4 nas:/a rw stale - - - -
                /scratch xfs /dev/vdb ro ok 0 1000 300 200
                """);
        assertThat(waiting.get()).as("the text is read while somebody waits").isPositive();
        serversBack.countDown();
        await(() -> lines().contains("/dead/home nfs4 nas:/a rw ok 0 1000 300 200"));
    }

    @Test
    void ofDeadServersOnlySoManyAreWaitedFor() throws Exception {
        var list = new StringBuilder("/dev/vda2 / ext4 rw 0 0\n");
        for (var i = 0; i < 30; i++) {
            list.append("nas:/").append(i).append(" /dead/").append(i).append(" nfs4 rw 0 0\n");
        }
        mounts = mounts(list.toString());
        // Whoever does not ask on is not asked for.
        await(() -> {
            lines();
            return waiting.get() >= 4;
        });
        // Those that answer are asked on and on beside them, which no further dead one stops.
        var before = rootAsked.get();
        await(() -> !lines().isEmpty() && rootAsked.get() > before + 5);
        assertThat(waiting.get()).isLessThanOrEqualTo(5); // one that was left as it moved on may wait too
        assertThat(lines()).startsWith("/ ext4 /dev/vda2 rw ok")
                .contains("/dead/29 nfs4 nas:/29 rw stale - - - -\n");
        serversBack.countDown();
        await(() -> lines().contains("/dead/29 nfs4 nas:/29 rw ok"));
    }

    @Test
    void whatHoldsNoDataIsNotAskedAndWhatHasNoSizeIsLeftOut() throws Exception {
        mounts = mounts("""
                proc /proc proc rw 0 0
                auto /net autofs rw 0 0
                cgroup2 /sys/fs/cgroup cgroup2 rw 0 0
                none /empty tmpfs rw 0 0
                short line
                /dev/sda1 /under ext4 rw 0 0
                /dev/sda2 /under ext4 rw 0 0
                /dev/sdb /with\\040blank vfat rw 0 0
                """);
        await(() -> lines().contains("/with\\040blank"));
        assertThat(lines())
                .isEqualTo(
                        "/under ext4 /dev/sda2 rw ok 0 1000 300 200\n/with\\040blank vfat /dev/sdb rw ok 0 77 7 0\n");
    }

    @Test
    void nobodyIsAskedWhileNobodyWantsToKnow() throws Exception {
        mounts = mounts("/dev/vda2 / ext4 rw 0 0\n");
        await(() -> lines().contains(" ok "));
        await(() -> mounts.isResting());
        var before = asked.get();
        lines();
        await(() -> asked.get() > before);
    }

    @Test
    void theTextIsAwaitedUntilItIsThere() throws Exception {
        mounts = mounts("nas:/a /dead/home nfs4 rw 0 0\n");
        assertThat(mounts.isAwaited()).isTrue();
        serversBack.countDown();
        await(() -> {
            lines();
            return !mounts.isAwaited();
        });
        assertThat(lines()).contains("/dead/home nfs4 nas:/a rw ok");
        var inodes = mounts.inodes();
        assertThat(inodes.isAwaited()).isTrue();
        await(() -> {
            inodes.read(buffer);
            return !inodes.isAwaited();
        });
    }

    @Test
    void inodesAreAskedForWhileSomebodyWantsThem() throws Exception {
        mounts = mounts("/dev/vda2 / ext4 rw 0 0\nnone /empty tmpfs rw 0 0\n/dev/sdb /with\\040blank vfat rw 0 0\n");
        await(() -> lines().contains(" ok "));
        assertThat(askedForInodes).hasValue(0);
        await(() -> inodes().equals("/ 70 7\n"));
        assertThat(lines()).contains("/ ext4 /dev/vda2 rw ok");
        // Once nobody has wanted them for a while, whole rounds go by without them.
        for (var inodesBefore = -1; inodesBefore != askedForInodes.get();) {
            inodesBefore = askedForInodes.get();
            var before = asked.get();
            await(() -> !lines().isEmpty() && asked.get() > before + 6);
        }
    }

    @Test
    void whoReadsInodesAloneIsKeptUpToDateToo() throws Exception {
        mounts = mounts("/dev/vda2 / ext4 rw 0 0\n");
        await(() -> mounts.isResting());
        await(() -> inodes().equals("/ 70 7\n"));
        await(() -> mounts.isResting());
        var before = askedForInodes.get();
        await(() -> !inodes().isEmpty() && askedForInodes.get() > before);
    }

    @Test
    void inodesOfThisSystemAreKnownToTheCLibrary() throws Exception {
        await(() -> {
            lines();
            return !inodes().isEmpty();
        });
        assertThat(inodes()).containsPattern("(?m)^/\\S* [1-9]\\d* \\d+$");
    }

    @Test
    void anyByteInANameAndNoNameAtAllCostNoOtherFileSystem() throws Exception {
        mountInfo("""
                25 1 254:2 / / rw,relatime shared:1 - ext4 /dev/vda2 rw
                42 25 0:39 / /srv/m\u00fcller rw - tmpfs latin\u00e4 rw
                43 25 0:40 / /srv/none rw - tmpfs  rw,size=2048k
                44 25 0:41 / /srv/dash rw - tmpfs - rw
                """);
        await(() -> lines().contains("/srv/dash tmpfs \\055 rw ok"));
        assertThat(lines()).isEqualTo("""
                / ext4 /dev/vda2 rw ok 0 1000 300 200
                /srv/m\ufffdller tmpfs latin\ufffd rw ok 0 1000 300 200
                /srv/none tmpfs - rw ok 0 1000 300 200
                /srv/dash tmpfs \\055 rw ok 0 1000 300 200
                """);
        assertThat(askedAt).contains("/srv/m\udcfcller");
        var table = new Table<>(org.wulfware.catalog.sensors.Mounts.SENSOR);
        var length = mounts.read(buffer);
        table.sensor().sources().getFirst().parser().parse(new Cursor().aim(buffer.array(), 0, length), table);
        assertThat(table.textLength(1, 0)).isEqualTo("/srv/muller".length());
        assertThat(table.textByte(1, 0, "/srv/m".length())).isEqualTo((byte) 0xfc);
        assertThat(table.text(3, org.wulfware.catalog.sensors.Mounts.DEVICE)).isEqualTo("-");
        assertThat(table.has(2, org.wulfware.catalog.sensors.Mounts.DEVICE)).isFalse();
        assertThat(table.get(2, org.wulfware.catalog.sensors.Mounts.READ_ONLY)).isZero();
    }

    @Test
    void fiveThousandAreListedAndNoMore() throws Exception {
        var list = new StringBuilder();
        for (var i = 0; i < 5_100; i++) {
            list.append(100 + i).append(" 1 0:7 / /m").append(i).append(" rw - tmpfs x rw\n");
        }
        mountInfo(list.toString());
        await(() -> lines().contains("/m4999 tmpfs x rw ok"));
        assertThat(lines().lines()).hasSize(5_000);
    }

    /// Which they are differs: where a container or a chroot is, even `/` may be missing.
    @Test
    void thisSystemsFileSystemsHaveSizes() throws Exception {
        await(() -> lines().contains(" ok "));
        assertThat(lines()).containsPattern("(?m)^/\\S* \\S+ \\S+ r[ow] ok \\d+ [1-9]\\d* \\d+ \\d+$")
                .doesNotContain("/proc proc");
    }

    /// @param list lines of `fstab`
    private Mounts mounts(String list) throws IOException {
        var file = directory.resolve("mountinfo");
        var table = Pattern.compile("(?m)^(\\S+) (\\S+) (\\S+) (\\S+) 0 0$").matcher(list);
        Files.writeString(file, table.replaceAll("9 1 0:7 / $2 $4 - $3 $1 $4"));
        return begin(file);
    }

    private void mountInfo(String text) throws IOException {
        var file = directory.resolve("mountinfo");
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        mounts = begin(file);
    }

    private Mounts begin(Path file) {
        mounts.end();
        return new Mounts(new File(file.toString()), this::measure, 20 * MILLI, 50 * MILLI);
    }

    private void measure(String path, boolean withInodes, long[] sizes) {
        asked.incrementAndGet();
        askedAt.add(path);
        if (withInodes) {
            askedForInodes.incrementAndGet();
        }
        if (path.equals("/")) {
            rootAsked.incrementAndGet();
        }
        if (path.startsWith("/dead")) {
            waiting.incrementAndGet();
            try {
                serversBack.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                waiting.decrementAndGet();
            }
        }
        if (path.equals("/with blank")) {
            sizes[0] = 77;
            sizes[1] = 7;
        } else if (!path.equals("/empty")) {
            sizes[0] = 1000;
            sizes[1] = 300;
            sizes[2] = 200;
            sizes[3] = withInodes ? 70 : 0;
            sizes[4] = withInodes ? 7 : 0;
        }
    }

    private String inodes() {
        var length = mounts.inodes().read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
    }

    private String lines() {
        var length = mounts.read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        // The test's own limit ends this.
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}

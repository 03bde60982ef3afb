package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

@Timeout(60)
class BesideTest {
    private static final long FOR_EVER = 50_000_000_000L;

    enum Tide implements Field {
        HEIGHT(gauge("height", NONE, "How high."));

        static final Sensor<Tide> SENSOR = Sensor.at("system/tide", Tide.class)
                .reads("sys/tide", new TideText())
                .beside();

        private final Spec spec;

        Tide(Spec spec) {
            this.spec = spec;
        }

        @Override
        public Spec spec() {
            return spec;
        }

        @Override
        public Sensor<Tide> sensor() {
            return SENSOR;
        }
    }

    /// Dear when it is looked for, and cheap from then on.
    enum Chart implements Field {
        DEPTH(gauge("depth", NONE, "How deep."));

        static final Sensor<Chart> SENSOR = Sensor.at("system/chart", Chart.class)
                .reads("sys/chart", (text, out) -> out.row().set(Chart.DEPTH, text.number()))
                .besideAtFirst();

        private final Spec spec;

        Chart(Spec spec) {
            this.spec = spec;
        }

        @Override
        public Spec spec() {
            return spec;
        }

        @Override
        public Sensor<Chart> sensor() {
            return SENSOR;
        }
    }

    /// What is known of lamps without a look at any.
    enum Unlit implements Field {
        ID(text("lamp@id", "Which."));

        static final Sensor<Unlit> SENSOR =
                Sensor.at("system/unlit", Unlit.class).surveys(new UnlitSurvey(), 60).beside();

        private final Spec spec;

        Unlit(Spec spec) {
            this.spec = spec;
        }

        @Override
        public Spec spec() {
            return spec;
        }

        @Override
        public Sensor<Unlit> sensor() {
            return SENSOR;
        }
    }

    private static final class UnlitSurvey implements Survey<Unlit> {
        @Override
        public String directory() {
            return "sys/lamps";
        }

        @Override
        public void survey(Node node, Plan<Unlit> plan) {
            for (var name : node.list("sys/lamps")) {
                plan.row().text(Unlit.ID, name);
            }
        }
    }

    private static final class TideText implements Sensor.Parser<Tide> {
        @Override
        public void parse(Cursor text, Table<Tide> out) {
            out.row().set(Tide.HEIGHT, text.number());
        }
    }

    /// A file that counts how often it was read, and does not answer while the latch is closed.
    private static final class Sea extends Texts {
        final AtomicInteger times = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        volatile CountDownLatch calm = new CountDownLatch(0);
        volatile boolean isThere = true;
        volatile boolean fails;

        @Override
        public @Nullable Text open(String path) {
            return !isThere ? null : new Text() {
                @Override
                public int read(TextBuffer buffer) {
                    var time = times.incrementAndGet();
                    try {
                        calm.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    if (fails) {
                        return FAILED;
                    }
                    return isThere ? buffer.fill((time + "\n").getBytes(StandardCharsets.US_ASCII)) : -1;
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    private final Sea sea = new Sea();
    private final Table<Tide> table = new Table<>(Tide.SENSOR);
    private @Nullable Beside<Tide> last;

    @AfterEach
    void end() {
        sea.calm.countDown();
        if (last != null) {
            last.end();
        }
    }

    @Test
    void whatAnswersAtOnceIsThereAtOnceWithItsTime() {
        var tide = tide(FOR_EVER);
        assertThat(tide.take(1, 100, 0, table)).isTrue();
        assertThat(shown()).isEqualTo("1 at 100");
        assertThat(tide.take(1, 200, 0, table)).isTrue();
        assertThat(shown()).isEqualTo("2 at 200");
    }

    @Test
    void whatHangsIsWaitedForOnceAndShowsWhatItSaidLast() throws Exception {
        var tide = tide(FOR_EVER);
        tide.take(1, 100, 0, table);
        end();
        sea.calm = new CountDownLatch(1);
        tide = tide(1_000_000);
        assertThat(tide.take(1, 200, 0, table)).isFalse();
        await(() -> sea.times.get() == 2);
        for (var i = 0; i < 1000; i++) {
            assertThat(tide.take(1, 300, 0, table)).isFalse();
        }
        assertThat(shown()).isEqualTo("1 at 100");
        assertThat(sea.times.get()).as("only one waits for it").isEqualTo(2);
        sea.calm.countDown();
        var asked = tide;
        await(() -> asked.take(1, 400, 0, table));
        assertThat(shown()).as("the time at which it was asked").isEqualTo("2 at 200");
    }

    @Test
    void whatHasHungForSomeTimeIsStaleUntilItAnswers() throws Exception {
        var tide = tide(FOR_EVER);
        tide.take(1, 100, 1_000_000_000L, table);
        end();
        tide = tide(1_000_000, 1);
        var hanging = tide;
        await(() -> hanging.take(1, 100, 1_000_000_000L, table));
        sea.calm = new CountDownLatch(1);
        await(() -> !hanging.take(1, 200, 2_000_000_000L, table) && table.isStale());
        assertThat(hanging.take(1, 300, 6_300_000_000L, table)).isFalse();
        assertThat(table.age()).as("since what it says was asked for").isBetween(4300L, 5300L);
        assertThat(table.hasFailed()).isFalse();
        sea.calm.countDown();
        await(() -> hanging.take(1, 400, 7_000_000_000L, table) && !table.isStale());
    }

    @Test
    void whatHasHungFromTheBeginningHasFailed() throws Exception {
        sea.calm = new CountDownLatch(1);
        var tide = tide(1_000_000, 1);
        await(() -> !tide.take(1, 100, 0, table) && table.hasFailed());
        assertThat(table.rows()).isZero();
        assertThat(table.stamp()).isEqualTo(100);
        sea.calm.countDown();
        await(() -> tide.take(1, 200, 0, table) && !table.hasFailed());
        assertThat(table.rows()).isOne();
    }

    @Test
    void aFirstReadingIsWaitedForUntilTheDeadlineAndNoLonger() throws Exception {
        sea.calm = new CountDownLatch(1);
        var tide = tide(1);
        assertThat(tide.isAwaited()).isFalse();
        assertThat(tide.take(1, 100, 0, table)).isFalse();
        assertThat(tide.isAwaited()).isTrue();
        assertThat(tide.takeFirst(System.nanoTime(), table)).isFalse();
        assertThat(table.rows()).isZero();
        var released = new Thread(sea.calm::countDown);
        released.start();
        assertThat(tide.takeFirst(System.nanoTime() + FOR_EVER, table)).isTrue();
        assertThat(shown()).isEqualTo("1 at 100");
        assertThat(tide.isAwaited()).isFalse();
        released.join();
    }

    @Test
    void whatIsThereAndCannotBeReadHasFailed() {
        sea.fails = true;
        var tide = tide(FOR_EVER);
        assertThat(tide.take(1, 100, 0, table)).isTrue();
        assertThat(table.hasFailed()).isTrue();
        sea.fails = false;
        tide.take(1, 200, 0, table);
        assertThat(table.hasFailed()).isFalse();
        assertThat(shown()).isEqualTo("2 at 200");
    }

    @Test
    void whatHasGoneIsAbsentAndLookedForAgain() {
        var tide = tide(FOR_EVER);
        tide.take(1, 100, 0, table);
        sea.isThere = false;
        assertThat(tide.take(1, 200, 0, table)).isTrue();
        assertThat(table.rows()).isZero();
        assertThat(tide.take(1, 300, 0, table)).isTrue();
        assertThat(table.rows()).isZero();
        sea.isThere = true;
        tide.take(1, 400, 0, table);
        assertThat(shown()).isEqualTo("3 at 400");
    }

    @Test
    void whatTakesLongOnlyAtFirstIsReadWithTheSampleFromThenOn() {
        var readers = new ArrayList<Thread>();
        var archive = new Texts() {
            @Override
            public Text open(String path) {
                return new Text() {
                    @Override
                    public int read(TextBuffer buffer) {
                        readers.add(Thread.currentThread());
                        return buffer.fill((readers.size() + "\n").getBytes(StandardCharsets.US_ASCII));
                    }

                    @Override
                    public void close() {
                        // Nothing is held.
                    }
                };
            }
        };
        var chart = new Beside<>(Chart.SENSOR, archive, new Surveyed.Kept(8), FOR_EVER, FOR_EVER);
        var depths = new Table<>(Chart.SENSOR);
        for (var time = 1; time <= 3; time++) {
            assertThat(chart.take(1, 100L * time, 0, depths)).isTrue();
            assertThat(depths.get(0, Chart.DEPTH)).isEqualTo(time);
            assertThat(depths.stamp()).isEqualTo(100L * time);
        }
        assertThat(readers.getFirst()).isNotSameAs(Thread.currentThread());
        assertThat(readers.subList(1, 3)).containsOnly(Thread.currentThread());
        chart.end();
    }

    @Test
    void itEndsAndClosesWhatItHolds() throws Exception {
        var tide = tide(FOR_EVER);
        tide.take(1, 100, 0, table);
        tide.end();
        await(() -> sea.closed.get() == 1);
    }

    @Test
    void aSurveyIsMadeOnThatThreadToo() {
        var node = new Texts() {
            final Thread tester = Thread.currentThread();

            @Override
            public String[] list(String directory) {
                assertThat(Thread.currentThread()).isNotSameAs(tester);
                return new String[]{"lamp1"};
            }
        };
        node.with("sys/lamps/lamp1/watt", "60\n");
        var lamps = new Beside<>(SurveyedTest.Lamp.SENSOR, node, new Surveyed.Kept(8), FOR_EVER, FOR_EVER);
        var lit = new Table<>(SurveyedTest.Lamp.SENSOR);
        assertThat(lamps.take(Surveyed.ALL, 100, 0, lit)).isTrue();
        assertThat(lit.get(0, SurveyedTest.Lamp.WATT)).isEqualTo(60);
        assertThat(lit.text(0, SurveyedTest.Lamp.ID)).isEqualTo("lamp1");
        lamps.end();
    }

    @Test
    void whatASurveyHasFoundAndNoFileSaysIsNotAskedForUntilTheNext() {
        var surveys = new AtomicInteger();
        var node = new Texts() {
            @Override
            public String[] list(String directory) {
                return new String[]{"lamp" + surveys.incrementAndGet()};
            }
        };
        var lamps = new Beside<>(Unlit.SENSOR, node, new Surveyed.Kept(8), FOR_EVER, FOR_EVER);
        var found = new Table<>(Unlit.SENSOR);
        assertThat(lamps.take(Surveyed.ALL, 100, 0, found)).isTrue();
        assertThat(lamps.take(Surveyed.ALL, 200, 59_000_000_000L, found)).isFalse();
        assertThat(found.text(0, Unlit.ID)).isEqualTo("lamp1");
        assertThat(found.stamp()).as("it is known to be so now").isEqualTo(200);
        assertThat(lamps.take(Surveyed.ALL, 300, 60_000_000_000L, found)).isTrue();
        assertThat(found.text(0, Unlit.ID)).isEqualTo("lamp2");
        lamps.end();
    }

    /// A pipe that nobody writes into.
    @Test
    void oneFileOfManyThatHangsCostsItsOwnValueOnly(@TempDir Path directory) throws Exception {
        var pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        var node = new Texts() {
            @Override
            public String[] list(String there) {
                return new String[]{"lamp1", "lamp2"};
            }

            @Override
            public @Nullable Text open(String path) {
                return path.equals("sys/lamps/lamp1/watt") ? ProcFile.open(pipe.toFile()) : super.open(path);
            }
        };
        node.with("sys/lamps/lamp1/mood", "fine\n").with("sys/lamps/lamp2/watt", "60\n");
        var lamps = new Beside<>(SurveyedTest.Lamp.SENSOR, node, new Surveyed.Kept(8), 1_000_000, 1_000_000);
        var lit = new Table<>(SurveyedTest.Lamp.SENSOR);
        assertThat(lamps.take(Surveyed.ALL, 100, 0, lit)).isFalse();
        var next = lamps.successor();
        while (next == lamps) {
            next = lamps.successor(); // the test's own limit ends this
        }
        var others = next;
        await(() -> others.take(Surveyed.ALL, 200, 0, lit));
        assertThat(lit.rows()).isEqualTo(2);
        assertThat(lit.hasFailed()).isFalse();
        assertThat(lit.text(0, SurveyedTest.Lamp.MOOD)).isEqualTo("fine");
        assertThat(lit.has(0, SurveyedTest.Lamp.WATT)).isFalse();
        assertThat(lit.get(1, SurveyedTest.Lamp.WATT)).isEqualTo(60);
        assertThat(others.successor()).isSameAs(others);
        others.end();
        new RandomAccessFile(pipe.toFile(), "rw").close(); // lets the first thread end
    }

    private Beside<Tide> tide(long momentNanos) {
        return tide(momentNanos, FOR_EVER);
    }

    private Beside<Tide> tide(long momentNanos, long patienceNanos) {
        var tide = new Beside<>(Tide.SENSOR, sea, new Surveyed.Kept(8), momentNanos, patienceNanos);
        last = tide;
        return tide;
    }

    private String shown() {
        return table.get(0, Tide.HEIGHT) + " at " + table.stamp();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        // The test's own limit ends this.
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }
}

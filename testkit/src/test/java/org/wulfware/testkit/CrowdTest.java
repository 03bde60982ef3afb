package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrowdTest {
    private static final Pattern CONTEXT_SWITCHES = Pattern.compile("<ctxt>(\\d+)</ctxt>");
    private Crowd crowd;

    @BeforeEach
    void start() throws IOException {
        crowd = Crowd.start(Fixtures.here().named("micro-6.18"), 700, 0, 3);
    }

    @AfterEach
    void end() {
        crowd.close();
    }

    @Test
    void eachNodeHasAnAddressAndANameOfItsOwn() throws IOException {
        for (var index : List.of(0, 1, 255, 256, 699)) {
            try (var client = client(index)) {
                var document = client.ask("send");
                assertThat(document).contains("<hostname>" + Crowd.name(index) + "</hostname>");
                assertThat(document).startsWith("<?xml").endsWith("</xmlsysd>\n");
            }
        }
    }

    @Test
    void anAddressOutsideTheCrowdIsNobodys() {
        assertThatThrownBy(() -> {
            try (var client = client(700)) {
                client.ask("send");
            }
        }).isInstanceOf(IOException.class);
    }

    @Test
    void itsCountersGrowAndItsStampsAreOfNow() throws IOException {
        try (var client = client(1)) {
            var before = System.currentTimeMillis() / 1000;
            var first = counter(client.ask("off all", "on ctxt", "send"));
            var limit = System.nanoTime() + 20_000_000_000L;
            var later = first;
            while (later == first && System.nanoTime() < limit) {
                var document = client.ask("send");
                later = counter(document);
                assertThat(document).doesNotContain("<loadavg").containsPattern("tv_sec=\"" + before / 100);
            }
            assertThat(later).isGreaterThan(first);
        }
    }

    @Test
    void aSubscriberIsSentSamplesAtMultiplesOfThePeriodUnlessTheNodeIsOfTheOldKind() throws IOException {
        try (var client = client(1);
                var old = client(3)) {
            old.say("every 20");
            assertThat(client.ask("off all", "on loadavg", "every 20")).contains("<load1>");
            assertThat(client.ask()).contains("<load1>");
            // An old one says nothing to what it does not know.
            assertThat(old.ask("off all", "on ctxt", "send")).contains("<ctxt>");
        }
    }

    @Test
    void aNodeInTroubleIsThatFromItsNextAnswerOn() throws IOException {
        try (var client = client(4)) {
            client.ask("send");
            crowd.trouble(4, Trouble.HUGE_LENGTH);
            client.say("send");
            assertThat(client.line()).isEqualTo("Content-Length: 99999999999");
        }
        crowd.trouble(4, Trouble.GONE);
        assertThatThrownBy(() -> {
            try (var client = client(4)) {
                client.ask("send");
            }
        }).isInstanceOf(IOException.class);
        crowd.trouble(4, Trouble.NONE);
        try (var client = client(4)) {
            assertThat(client.ask("send")).endsWith("</xmlsysd>\n");
        }
    }

    private Client client(int index) throws IOException {
        return new Client(Crowd.address(index), crowd.port());
    }

    private static long counter(String document) {
        var found = CONTEXT_SWITCHES.matcher(document);
        assertThat(found.find()).isTrue();
        return Long.parseLong(found.group(1));
    }
}

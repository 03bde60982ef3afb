package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Sink;

/// Puts samples that have just been written into answers, of any size up to the site's limit. What is short is held and sent. What
/// is long has only been counted; it is written again behind its header and goes out meanwhile. Compressed, it is held in that
/// form, since its length is known no sooner.
final class Answers {
    /// What is held of an answer before it is sent.
    static final int MOST_HELD = 1 << 18;

    private static final byte[] NOTHING = {};
    private static final byte[] DEFLATE = "Content-Encoding: deflate\n".getBytes(StandardCharsets.US_ASCII);

    private final Sampler sampler;
    private final InForce inForce;

    Answers(Sampler sampler, InForce inForce) {
        this.sampler = sampler;
        this.inForce = inForce;
    }

    /// Why a document is not sent that has so many bytes; null if it is.
    @Nullable
    String refusal(int length) {
        var most = inForce.settings().answerBytes();
        return length <= most ? null
                : Packet.Complaint.TOO_LONG + length + " bytes, and this node sends no more than " + most
                        + ": ask for less, or have answer-limit raised in xmlsysd.conf";
    }

    /// Frames the document in `answer`, which the sampler wrote last.
    void frame(Sink answer, boolean isDeflated) {
        if (!answer.isCut()) {
            if (isDeflated) {
                sampler.compressor().deflate(answer);
                answer.frame(DEFLATE);
            } else {
                answer.frame();
            }
        } else if (isDeflated) {
            var compressed = compressed(answer, false);
            answer.clear().drain().header(compressed.length(), DEFLATE);
            compressed.to(answer);
        } else {
            var length = answer.length();
            sampler.again(answer.clear().drain().header(length, NOTHING));
        }
    }

    /// The document that the sampler wrote last, compressed; `through` is cleared.
    Pieces compressed(Sink through, boolean isGzip) {
        var compressor = sampler.compressor();
        compressor.begin(isGzip);
        sampler.again(through.clear().drainTo(compressor));
        through.flush();
        return compressor.end();
    }

    /// The document that the sampler wrote last, behind what is in `answer`.
    void again(Sink answer) {
        sampler.again(answer);
    }
}

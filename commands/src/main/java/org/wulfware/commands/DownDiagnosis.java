package org.wulfware.commands;

import module java.base;
import org.wulfware.display.DaemonStart;
import org.wulfware.libwulf.Contact;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Tls;
import org.wulfware.libwulf.TlsFault;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Packet;

/// Why a host does not answer.
///
/// @param attempt that came to nothing
/// @param others what came of asking in other ways
record DownDiagnosis(HostFacts.Attempt attempt, List<HostFacts.Attempt> others, Advice advice) {
    private static final String ALERT = "\u0015\u0003";
    private static final String FRAME = "content-length:";

    /// Without a line end, since what follows is somebody's words.
    private static final Map<String, String> SERVERS = Map.of(
            "SSH-", "an ssh server", "HTTP/", "a web server", "<", "a web server", "220 ", "a mail or FTP server",
            "220-", "a mail or FTP server", "+OK", "a POP3 server", "* OK", "an IMAP server", "-ERR", "a Redis server");

    Finding finding() {
        return switch (attempt.contact().stage()) {
            case NAME -> name();
            case CONNECTING -> connection();
            case HANDSHAKE -> handshake();
            case TALKING -> attempt.contact().fault().isPresent() ? tls(attempt.contact().fault().get()) : talk();
        };
    }

    private Host host() {
        return attempt.host();
    }

    private String port() {
        return "port " + host().port();
    }

    private Finding name() {
        if (attempt.contact().fault().isPresent()) {
            return tls(attempt.contact().fault().get());
        }
        return switch (attempt.poll()) {
            case Poll.Unknown _ ->
                new Finding(Cause.UNKNOWN_HOST, "no such host: the name has no address", advice.lookUp());
            case Poll.Refused(var reason) when reason.equals(Poll.Refused.NAME_SERVER_IS_SILENT) ->
                new Finding(Cause.NAME_SERVER, "the name server does not answer, or not in time",
                        "cat /etc/resolv.conf");
            default -> new Finding(Cause.UNKNOWN_HOST, "its address cannot be found", reason(), advice.lookUp());
        };
    }

    private Finding connection() {
        if (attempt.poll() instanceof Poll.Silent) {
            return new Finding(Cause.FIREWALL, "nothing comes back from " + port()
                    + ": a firewall drops what is sent there, or the host is off", advice.ping());
        }
        return switch (reason()) {
            case IoFailure.REFUSED -> closed();
            case IoFailure.NO_ROUTE -> new Finding(Cause.UNREACHABLE,
                    "no route to host: it is off, or a firewall rejects " + port(), advice.ping());
            case IoFailure.NO_NETWORK ->
                new Finding(Cause.UNREACHABLE, "this machine has no route to its network", advice.route());
            default -> new Finding(Cause.HERE, "no connection to " + port(), reason(), advice.route());
        };
    }

    /// Nobody listens on the port. Somebody may on the one for the other way to ask.
    private Finding closed() {
        for (var other : others) {
            if (host().tls().isEmpty() && speaksTls(other)) {
                return new Finding(Cause.TLS_ONLY, "nothing listens on " + port() + ", but port " + other.host().port()
                        + " speaks TLS: give it a <tls/> in the wulfhosts file", "man wulfhosts");
            }
            if (host().tls().isPresent() && other.poll().isUp()) {
                return new Finding(Cause.NO_TLS, "nothing listens on " + port() + ", but port " + other.host().port()
                        + " answers in clear: its daemon needs a tls-certificate", advice.configure());
            }
        }
        return new Finding(Cause.NO_DAEMON, "no daemon: connection refused on " + port()
                + (advice.isHere() ? "; " + DaemonStart.foreground(host().port()) + " starts one in this terminal"
                        : ""),
                advice.start());
    }

    private static boolean speaksTls(HostFacts.Attempt other) {
        var isOther = other.contact().fault().filter(fault -> fault == TlsFault.NOT_SPOKEN || fault == TlsFault.OTHER);
        return other.poll().isUp() || (other.contact().fault().isPresent() && isOther.isEmpty())
                || (other.contact().fault().isEmpty() && other.contact().stage() == Contact.Stage.TALKING);
    }

    private Finding talk() {
        var heard = attempt.contact().heard();
        if (heard.startsWith(ALERT) || (heard.isEmpty() && others.stream().anyMatch(DownDiagnosis::speaksTls))) {
            return new Finding(Cause.TLS_ONLY,
                    port() + " speaks TLS, and was asked in clear: give it a <tls/> in the wulfhosts file",
                    "man wulfhosts");
        }
        if (!heard.isEmpty() && !isFrame(heard)) {
            return otherServer(heard);
        }
        return switch (attempt.poll()) {
            case Poll.Refused(var words) when words.equals(Packet.Complaint.TOO_MANY) -> tooMany();
            case Poll.Refused _ when heard.isEmpty() -> new Finding(Cause.REFUSED_ADDRESS,
                    "it hangs up without a word: its allow does not name " + here()
                            + ", or something else listens on " + port(),
                    advice.configure());
            case Poll.Refused(var words) ->
                new Finding(Cause.GARBLED, "the conversation ends early", words, advice.daemonsLog());
            case Poll.Garbled(var reason, var at) -> new Finding(Cause.GARBLED, "its answer is no sample",
                    reason + " at byte " + at, advice.daemonsVersion());
            case Poll.Silent _ when heard.isEmpty() -> new Finding(Cause.NO_ANSWER,
                    "it takes the connection and does not answer: the daemon hangs, is over its budget, or is no xmlsysd",
                    advice.listener());
            default -> new Finding(Cause.NO_ANSWER, "its answer does not end", reason(), advice.status());
        };
    }

    private Finding tooMany() {
        return new Finding(Cause.TOO_MANY_CONNECTIONS, "it has as many connections from " + here()
                + " as its connections-per-address allows", advice.connections());
    }

    private static boolean isFrame(String heard) {
        var least = Math.min(heard.length(), FRAME.length());
        return heard.substring(0, least).equalsIgnoreCase(FRAME.substring(0, least));
    }

    private Finding otherServer(String heard) {
        var kind = SERVERS.entrySet()
                .stream()
                .filter(server -> heard.startsWith(server.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("something that is no xmlsysd");
        return new Finding(Cause.OTHER_SERVER, kind + " answers on " + port(),
                "\"" + heard.lines().findFirst().orElse("") + "\"", advice.listener());
    }

    private Finding handshake() {
        var fault = attempt.contact().fault();
        if (fault.isPresent() && fault.get() != TlsFault.NOT_SPOKEN && fault.get() != TlsFault.OTHER) {
            return tls(fault.get());
        }
        for (var other : others) {
            var isSamePort = other.host().port() == host().port();
            var heard = other.contact().heard();
            if (isSamePort && other.poll().isUp()) {
                return new Finding(Cause.NO_TLS, port() + " answers in clear, and was asked over TLS", "man wulfhosts");
            }
            if (isSamePort && !heard.isEmpty() && !heard.startsWith(ALERT) && !isFrame(heard)) {
                return otherServer(heard);
            }
            if (other.poll() instanceof Poll.Refused(var words) && words.equals(Packet.Complaint.TOO_MANY)) {
                return tooMany();
            }
        }
        if (fault.isPresent()) {
            return tls(fault.get());
        }
        return attempt.poll() instanceof Poll.Refused(var words) && words.equals(Poll.Refused.NO_HANDSHAKE)
                ? new Finding(Cause.NO_ANSWER, "it takes the connection and does not speak TLS: the daemon hangs, or"
                        + " is no xmlsysd", advice.listener())
                : new Finding(Cause.REFUSED_ADDRESS, "it hangs up before TLS begins: its tls-allow does not name "
                        + here() + ", or it has too many connections from there", advice.configure());
    }

    private Finding tls(TlsFault fault) {
        var tls = host().tls().orElse(Tls.USUAL);
        var reason = reason().replaceFirst("^its certificate (is )?", "");
        return switch (fault) {
            case OUR_FILES -> new Finding(Cause.TLS_FILES, "a file for TLS cannot be used", reason,
                    tls.ca().or(tls::certificate).map(Advice::file).orElse("man wulfhosts"));
            case NOT_SPOKEN -> new Finding(Cause.NO_TLS, port() + " does not speak TLS", advice.check());
            case EXPIRED ->
                new Finding(Cause.EXPIRED, "its certificate has expired", reason,
                        advice.certificate("-subject -dates"));
            case NOT_YET_VALID -> new Finding(Cause.NOT_YET_VALID, "its certificate is not valid yet", reason,
                    advice.certificate("-subject -dates") + "; date");
            case UNKNOWN_AUTHORITY -> new Finding(Cause.UNKNOWN_AUTHORITY,
                    "its certificate is signed by no authority that is trusted here", reason,
                    advice.certificate("-subject -issuer"));
            case OTHER_NAME -> new Finding(Cause.OTHER_NAME, "its certificate is for another name", reason,
                    advice.certificate("-subject -ext subjectAltName"));
            case CERTIFICATE ->
                new Finding(Cause.CERTIFICATE, "its certificate is not accepted", reason, advice.certificate("-text"));
            case WANTS_OURS -> new Finding(Cause.WANTS_CERTIFICATE,
                    "it wants a certificate of this machine's: give its <tls/> certificate and key", "man wulfhosts");
            case REFUSES_OURS ->
                new Finding(Cause.REFUSES_CERTIFICATE, "it does not accept how this machine speaks TLS",
                        reason, tls.certificate().map(Advice::certificateIn).orElseGet(advice::check));
            case OTHER -> new Finding(Cause.TLS, "TLS fails", reason, advice.check());
        };
    }

    /// The address that the host sees of this machine, unless it is changed on the way.
    private String here() {
        return attempt.contact()
                .here()
                .map(here -> here.getAddress().getHostAddress())
                .orElse("this machine's address");
    }

    private String reason() {
        return switch (attempt.poll()) {
            case Poll.Refused(var words) -> words.startsWith("TLS: ") ? words.substring("TLS: ".length()) : words;
            case Poll.Garbled(var words, var at) -> words + " at byte " + at;
            case Poll.Silent(var waited) -> "silent for " + waited.toSeconds() + " s";
            case Poll.Unknown _ -> "no such host";
            case Poll.Answered _,Poll.Pending _ -> "";
        };
    }
}

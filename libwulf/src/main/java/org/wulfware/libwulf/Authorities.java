package org.wulfware.libwulf;

import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Judges a host's certificate as the JDK does, and says in words for people what is wrong with one.
final class Authorities extends X509ExtendedTrustManager {
    private static final int MOST_NAMES = 5;
    private static final int LONGEST_NAME = 100;

    /// What those names are that a certificate is for, in its list of them.
    private static final List<Integer> DNS_AND_ADDRESS = List.of(2, 7);

    /// Says what is wrong in words of ours.
    static final class UntrustedException extends CertificateException {
        private static final long serialVersionUID = 1;

        private final TlsFault fault;

        UntrustedException(TlsFault fault, String message, CertificateException cause) {
            super(message, cause);
            this.fault = fault;
        }

        TlsFault fault() {
            return fault;
        }
    }

    private final X509ExtendedTrustManager judge;
    private final Optional<Path> file;

    /// @param file that the authorities stand in; empty for those of the JDK
    Authorities(X509ExtendedTrustManager judge, Optional<Path> file) {
        this.judge = judge;
        this.file = file;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        try {
            judge.checkServerTrusted(chain, kind, engine);
        } catch (CertificateException e) {
            throw untrusted(e, chain, String.valueOf(engine.getPeerHost()));
        }
    }

    private UntrustedException untrusted(CertificateException e, X509Certificate[] chain, String name) {
        for (var i = 0; i < chain.length; i++) {
            var whose = i == 0 ? "its certificate" : "a certificate above its own";
            try {
                chain[i].checkValidity();
            } catch (CertificateExpiredException _) {
                return new UntrustedException(
                        TlsFault.EXPIRED, whose + " is no longer valid since " + chain[i].getNotAfter().toInstant(), e);
            } catch (CertificateNotYetValidException _) {
                return new UntrustedException(
                        TlsFault.NOT_YET_VALID, whose + " is not valid before " + chain[i].getNotBefore().toInstant(),
                        e);
            }
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return new UntrustedException(
                        TlsFault.UNKNOWN_AUTHORITY, "its certificate is not signed by an authority of "
                                + file.map(Path::toString).orElse("those that the JDK trusts"),
                        e);
            }
        }
        var message = String.valueOf(e.getMessage());
        if (message.startsWith("No name matching") || message.startsWith("No subject alternative")) {
            return new UntrustedException(
                    TlsFault.OTHER_NAME, "its certificate is for " + names(chain[0]) + ", not for " + name, e);
        }
        return new UntrustedException(TlsFault.CERTIFICATE, "its certificate: " + message, e);
    }

    private static String names(X509Certificate certificate) {
        var names = new ArrayList<String>();
        try {
            var all = certificate.getSubjectAlternativeNames();
            if (all != null) {
                for (var each : all) {
                    if (DNS_AND_ADDRESS.contains(each.get(0))) {
                        names.add(String.valueOf(each.get(1)));
                    }
                }
            }
        } catch (CertificateException _) {
            return "names that cannot be read";
        }
        if (names.isEmpty()) {
            names.add(certificate.getSubjectX500Principal().getName());
        }
        var shown = new ArrayList<String>();
        for (var each : names.subList(0, Math.min(MOST_NAMES, names.size()))) {
            shown.add(each.length() > LONGEST_NAME ? each.substring(0, LONGEST_NAME) + "…" : each);
        }
        if (names.size() > MOST_NAMES) {
            shown.add((names.size() - MOST_NAMES) + " more");
        }
        return String.join(", ", shown);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw notOurs();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw notOurs();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw notOurs();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
            throws CertificateException {
        throw notOurs();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw notOurs();
    }

    private static CertificateException notOurs() {
        return new CertificateException("only the hosts that an engine connects to are judged here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}

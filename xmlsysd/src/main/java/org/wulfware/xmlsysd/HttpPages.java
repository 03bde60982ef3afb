package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.BadPathException;
import org.wulfware.wire.BadPatternException;
import org.wulfware.wire.Collectors;
import org.wulfware.wire.OpenMetricsWriter;
import org.wulfware.wire.Query;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;

/// What this daemon shows over HTTP, each page sampled when it is asked for.
final class HttpPages {
    /// A page to be sent; its body may be changed, and is not kept beyond the next page of whoever. One that is long has only
    /// been counted: see [#write].
    ///
    /// @param kept what it is sent from, if that is kept; and the age that it begins with, in milliseconds, -1 for none
    record Page(int status, String type, Sink body, KeptAnswers.@Nullable Kept kept, long age) {
        Page(int status, String type, Sink body) {
            this(status, type, body, null, -1);
        }
    }

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String INDEX = """
            /metrics   for Prometheus, in node_exporter's names; collect[]=NAME and exclude[]=NAME as there
            /xml       the document that "send" answers; get=PATH, on=NAME and off=NAME as the commands
            /json      the same in JSON
            /healthz   "ok" while the daemon serves
            """;

    private final Sampler sampler;
    private final Answers answers;
    private final Sink body;

    /// The target of the last request and what it asked for: a scraper asks for one thing again and again.
    private String lastTarget = "";

    /// Whether the last page was one that somebody else had got as well.
    private boolean isRepeat;

    private Request lastRequest = new Request();
    private @Nullable Query lastQuery;

    HttpPages(Sampler sampler, Answers answers) {
        this.sampler = sampler;
        this.answers = answers;
        this.body = sampler.page();
    }

    /// The time, in microseconds since 1970.
    long micros() {
        return sampler.micros();
    }

    /// Whether what can be saved has to be.
    boolean isTight() {
        return isRepeat || sampler.budget().isTight();
    }

    /// About how many nanoseconds the page for a request's target takes, in the form that its `Accept` prefers.
    ///
    /// @param isRepeated whether it would come from the last sample
    long cost(String target, String accept, boolean isRepeated) {
        if (!isSample(path(target)) || wrong(target) != null) {
            return Conversation.LINE_COST;
        }
        var kept =
                isShared(path(target)) ? sampler.keptAnswers().find(key(target, type(path(target), accept)), isRepeated)
                        : null;
        if (kept != null) {
            return kept.cost();
        }
        return sampler.cost(lastRequest, lastQuery == null ? lastRequest.selection : lastQuery.selection(), isRepeated);
    }

    /// Does a part of what the page for a request's target takes, if that can be done in parts.
    ///
    /// @return whether it can be had now
    boolean prepare(String target, long nanos) {
        if (!isSample(path(target)) || wrong(target) != null) {
            return true;
        }
        return sampler.prepare(lastRequest, lastQuery == null ? lastRequest.selection : lastQuery.selection(), nanos);
    }

    /// The page for a request's target (`/metrics?collect[]=cpu`), in the form that its `Accept` prefers.
    Page page(String target, String accept) {
        var path = path(target);
        isRepeat = false;
        if (!isSample(path)) {
            return switch (path) {
                case "/" -> text(200, INDEX);
                case "/healthz" -> text(200, "ok\n");
                default -> error(404, "no page \"" + path + "\"; there are\n" + INDEX);
            };
        }
        var wrong = wrong(target);
        if (wrong != null) {
            return error(400, wrong);
        }
        var request = lastRequest;
        var type = type(path, accept);
        if (isShared(path)) {
            var kept = sampler.keptAnswers().find(key(target, type), sampler.budget().isRepeating());
            if (kept != null) {
                isRepeat = true;
                return page(type, kept, kept.age() / 1_000_000);
            }
        }
        request.format = switch (type) {
            case "application/xml" -> Documents.Format.XML;
            case "application/json" -> Documents.Format.JSON;
            case OPENMETRICS -> Documents.Format.OPENMETRICS;
            default -> Documents.Format.PROMETHEUS;
        };
        var began = sampler.nanos();
        if (lastQuery == null) {
            sampler.send(request, body);
        } else {
            sampler.send(request, lastQuery, body);
        }
        var refusal = answers.refusal(body.length());
        if (refusal != null) {
            sampler.takeBack(request);
            return error(503, refusal);
        }
        if (isShared(path)) {
            var age = sampler.lastAge();
            var skipped = age == 0 ? 0 : OpenMetricsWriter.ageLength(age / 1_000_000);
            if (body.isCut()) {
                var kept = sampler.keptAnswers().keepLong(key(target, type), body, answers::again, skipped, age, began);
                if (kept != null) {
                    return page(type, kept, age == 0 ? -1 : age / 1_000_000);
                }
            } else {
                sampler.keptAnswers().keep(key(target, type), body, skipped, age);
            }
        }
        return new Page(200, type, body);
    }

    private Page page(String type, KeptAnswers.Kept kept, long age) {
        if (age >= 0) {
            OpenMetricsWriter.age(body.clear(), age);
        } else {
            body.clear();
        }
        kept.to(body);
        return new Page(200, type, body, kept, age);
    }

    /// Whether a page says the same to all who ask for it at the same time. Documents do not: what processes they list, and how busy
    /// processors were, is since the same client's last one.
    private static boolean isShared(String path) {
        return path.equals("/metrics");
    }

    private static String key(String target, String type) {
        return type + ' ' + target;
    }

    private static String type(String path, String accept) {
        return switch (path) {
            case "/xml" -> "application/xml";
            case "/json" -> "application/json";
            default -> accept.contains("application/openmetrics-text") ? OPENMETRICS : PROMETHEUS;
        };
    }

    private static String path(String target) {
        var question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private static boolean isSample(String path) {
        return path.equals("/metrics") || path.equals("/xml") || path.equals("/json");
    }

    /// Finds out what a target asks for, unless it is the same as before.
    ///
    /// @return what is wrong with it; null if nothing is
    private @Nullable String wrong(String target) {
        if (target.equals(lastTarget)) {
            return null;
        }
        var known = sampler.targets().find(target);
        if (known != null) {
            lastRequest = new Request();
            lastRequest.isNew = true;
            lastRequest.selection.set(known);
            lastQuery = null;
            lastTarget = target;
            return null;
        }
        var question = target.indexOf('?');
        var parameters = parameters(question < 0 ? "" : target.substring(question + 1));
        var request = new Request();
        request.isNew = true;
        lastTarget = "";
        lastRequest = request;
        lastQuery = null;
        var wrong = path(target).equals("/metrics") ? metrics(parameters, request) : document(parameters, request);
        if (wrong == null) {
            lastTarget = target;
            if (isShared(path(target))) {
                sampler.targets().keep(target, request.selection);
            }
        }
        return wrong;
    }

    /// A page that says what is wrong, which is counted.
    Page error(int status, String why) {
        sampler.ledger().errors++;
        return text(status, why.endsWith("\n") ? why : why + "\n");
    }

    private Page text(int status, String text) {
        body.clear().raw(text.getBytes(StandardCharsets.UTF_8));
        return new Page(status, TEXT, body);
    }

    private static @Nullable String metrics(List<Parameter> parameters, Request request) {
        var collect = new ArrayList<String>();
        var exclude = new ArrayList<String>();
        for (var parameter : parameters) {
            switch (parameter.name()) {
                case "collect[]" -> collect.add(parameter.value());
                case "exclude[]" -> exclude.add(parameter.value());
                default -> {
                    return "unknown parameter \"" + parameter.name() + "\"; try collect[] or exclude[]";
                }
            }
            if (!Collectors.has(parameter.value())) {
                return "no collector is called \"" + parameter.value() + "\"";
            }
        }
        Collectors.select(collect, exclude, request.selection);
        return null;
    }

    private @Nullable String document(List<Parameter> parameters, Request request) {
        request.selection.allow(sampler.budget().mostSteps());
        var paths = new StringBuilder();
        var patterns = 0;
        for (var parameter : parameters) {
            patterns += parameter.name().equals("get") ? 0 : Selection.cost(parameter.value());
            if (patterns > XmlConversation.MOST_PATTERNS) {
                return XmlConversation.TOO_MANY;
            }
            boolean isKnown;
            try {
                isKnown = switch (parameter.name()) {
                    case "on" -> request.selection.on(parameter.value());
                    case "off" -> request.selection.off(parameter.value());
                    case "get" -> !paths.append(' ').append(parameter.value()).isEmpty();
                    default -> false;
                };
            } catch (BadPatternException e) {
                return String.valueOf(e.getMessage());
            }
            if (!isKnown) {
                return "unknown: " + parameter.name() + "=" + parameter.value();
            }
        }
        if (!paths.isEmpty()) {
            try {
                lastQuery = Query.of(paths.toString());
            } catch (BadPathException e) {
                return String.valueOf(e.getMessage());
            }
        }
        return null;
    }

    /// The page compressed as gzip does it.
    Pieces gzip(Page page) {
        return answers.compressed(page.body, true);
    }

    /// Writes the page behind its head, which is in `answer`.
    void write(Page page, Sink answer) {
        if (page.body.isCut() && page.kept != null) {
            if (page.age >= 0) {
                OpenMetricsWriter.age(answer, page.age);
            }
            page.kept.to(answer);
        } else if (page.body.isCut()) {
            answers.again(answer);
        } else {
            answer.raw(page.body);
        }
    }

    private record Parameter(String name, String value) {}

    private static List<Parameter> parameters(String query) {
        var parameters = new ArrayList<Parameter>();
        for (var part : query.split("&")) {
            var equals = part.indexOf('=');
            if (!part.isEmpty()) {
                parameters.add(new Parameter(
                        decoded(equals < 0 ? part : part.substring(0, equals)),
                        decoded(equals < 0 ? "" : part.substring(equals + 1))));
            }
        }
        return parameters;
    }

    /// Puts the characters in that stand as `%5B` or `+`; what is no such code stays as it is.
    private static String decoded(String text) {
        var decoded = new StringBuilder();
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            var code = letter == '%' && i + 2 < text.length() ? hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2))
                    : -1;
            if (code >= 0) {
                decoded.append((char) code);
                i += 2;
            } else {
                decoded.append(letter == '+' ? ' ' : letter);
            }
        }
        return decoded.toString();
    }

    /// A hexadecimal digit's value; negative if it is none.
    private static int hex(char letter) {
        return Character.digit(letter, 16);
    }
}

package org.wulfware.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import module java.base;

/// Reads what Prometheus' HTTP API answers to a query, series by series, whatever is in it:
/// ```text
/// {"status":"success","data":{"resultType":"matrix","result":[
///   {"metric":{"__name__":"node_load1","instance":"n1"},"values":[[1764050000.123,"0.5"],…]},…]}}
/// ```
final class SeriesReader {
    private static final int LONGEST_WORD = 1 << 16;
    private static final int DEEPEST = 20;
    private static final int LONGEST_REASON = 200;

    /// Beyond that a time is none: the nanoseconds of the year 2255 still fit in a long.
    private static final double LAST = 9e9;

    private final JsonFactory factory;
    private final Consumer<Series> series;
    private final Map<String, String> words = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private long[] millis = new long[16];
    private double[] values = new double[16];
    private int count;
    private boolean isSuccess;
    private boolean isMatrix;
    private String error = "";
    private String warning = "";

    /// @param longest bytes that are read at most
    /// @param series gets each, as it comes
    SeriesReader(long longest, Consumer<Series> series) {
        this.series = series;
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(longest)
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_WORD)
                        .maxNameLength(LONGEST_WORD)
                        .maxNumberLength(64)
                        .build())
                .build();
    }

    /// Reads an answer to its end.
    ///
    /// @throws StoreException if it is none, or says that the query went wrong
    void read(InputStream in) throws IOException {
        try (var json = factory.createParser(in)) {
            expect(json, json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                var token = json.nextToken();
                switch (name) {
                    case "status" -> isSuccess = text(json).equals("success");
                    case "error" -> error = text(json);
                    case "isPartial" -> warning = token == JsonToken.VALUE_TRUE ? "its answer is not whole" : warning;
                    case "warnings" -> warnings(json);
                    case "data" -> data(json);
                    default -> json.skipChildren();
                }
            }
            expect(json, json.currentToken(), JsonToken.END_OBJECT);
        } catch (StreamConstraintsException e) {
            throw new StoreException("its answer is longer than may be: ask for fewer hosts or columns ("
                    + first(String.valueOf(e.getOriginalMessage())) + ")", StoreException.Kind.TOO_MUCH, null);
        } catch (JsonParseException e) {
            throw garbled(e.getLocation().getByteOffset());
        } catch (CharConversionException _) {
            throw garbled(-1); // it begins as if it were UTF-32
        }
        if (!isSuccess) {
            throw new StoreException(error.isEmpty() ? "it says that the query went wrong" : first(error));
        }
        if (!isMatrix) {
            throw new StoreException("its answer is none to a query of a span of time");
        }
    }

    /// What the store wants known beside its answer; empty for nothing.
    String warning() {
        return first(warning);
    }

    private void warnings(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            warning = warning.isEmpty() ? text(json) : warning;
        }
    }

    private void data(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            var name = json.currentName();
            json.nextToken();
            switch (name) {
                case "resultType" -> isMatrix = text(json).equals("matrix");
                case "result" -> result(json);
                default -> json.skipChildren();
            }
        }
    }

    private void result(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_OBJECT);
            labels.clear();
            count = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                var name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "metric" -> metric(json);
                    case "values" -> values(json);
                    default -> json.skipChildren();
                }
            }
            if (count > 0) {
                series.accept(
                        new Series(List.copyOf(labels), Arrays.copyOf(millis, count), Arrays.copyOf(values, count)));
            }
        }
    }

    private void metric(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            labels.add(once(json.currentName()));
            json.nextToken();
            labels.add(once(text(json)));
        }
    }

    /// Most words stand in very many series.
    private String once(String word) {
        var known = words.putIfAbsent(word, word);
        return known == null ? word : known;
    }

    private void values(JsonParser json) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken(), JsonToken.START_ARRAY);
            if (!json.nextToken().isNumeric()) {
                throw garbled(json);
            }
            var time = json.getDoubleValue();
            json.nextToken();
            var value = number(text(json));
            expect(json, json.nextToken(), JsonToken.END_ARRAY);
            var millisNow = Math.round(time * 1000);
            // Out of order, or beyond all times, is nothing that can be told from others.
            if (!Double.isNaN(value) && time >= 0 && time < LAST && (count == 0 || millis[count - 1] < millisNow)) {
                if (count == millis.length) {
                    millis = Arrays.copyOf(millis, count * 2);
                    values = Arrays.copyOf(values, count * 2);
                }
                millis[count] = millisNow;
                values[count++] = value;
            }
        }
    }

    /// NaN for what is none: there is no value then.
    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN; // +Inf, too: no node counts so far
        }
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        throw garbled(json);
    }

    private static void expect(JsonParser json, JsonToken found, JsonToken expected) throws StoreException {
        if (found != expected) {
            throw garbled(json);
        }
    }

    private static StoreException garbled(JsonParser json) {
        return garbled(json.currentLocation().getByteOffset());
    }

    private static StoreException garbled(long at) {
        return new StoreException(
                "its answer is none of Prometheus' HTTP API" + (at > 0 ? ", from byte " + at + " on" : "")
                        + ": is that where it listens?");
    }

    private static String first(String text) {
        var line = text.strip().lines().findFirst().orElse("");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}

package qasr.output;

import com.google.gson.JsonElement;
import com.google.gson.JsonIOException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the JSON of {@code --report} recording by recording, so that a report may be longer than memory. Keys that are
 * unknown are left as they are.
 */
public final class ReportRows {
    /** The value of a report's key {@code schema}. */
    public static final String SCHEMA = "qasr.report/1";

    /** The statuses of a recording, the best first. */
    public static final List<String> STATUSES = List.of("done", "current", "failed", "not_begun");

    private static final String NO_JSON = "is not valid JSON, or not a whole file";

    private static final Set<String> NUMBERS = Set.of(
            "seconds",
            "speech_seconds",
            "transcribed_seconds",
            "failed_seconds",
            "coverage",
            "elapsed_s",
            "rtf",
            "attempts",
            "exit_status");

    /** Receives the recordings of a report. */
    @FunctionalInterface
    public interface Receiver {
        /**
         * Takes one.
         *
         * @param row its place in the report, from 0
         */
        void take(int row, JsonObject recording) throws IOException;
    }

    private final Receiver receiver;
    private Optional<String> schema = Optional.empty();
    private Optional<String> shard = Optional.empty();
    private boolean hasFiles;

    private ReportRows(Receiver receiver) {
        this.receiver = receiver;
    }

    /**
     * Hands the recordings of {@code report} to {@code receiver} in order, and returns the shard that it is about, such as
     * 3/8.
     *
     * @throws MalformedReportException if it is no report; recordings before the fault have been handed over
     * @throws IOException if it cannot be read, or the receiver fails
     */
    public static Optional<String> read(Path report, Receiver receiver) throws IOException {
        ReportRows rows = new ReportRows(receiver);
        try (Reader text = new BufferedReader(
                        new InputStreamReader(Files.newInputStream(report), StandardCharsets.UTF_8.newDecoder()));
                JsonReader json = new JsonReader(text)) {
            json.setStrictness(Strictness.STRICT);
            rows.read(json);
        } catch (JsonIOException e) {
            throw e.getCause() instanceof IOException unread ? readable(unread) : new IOException(e);
        } catch (JsonParseException e) {
            throw new MalformedReportException(NO_JSON, e);
        } catch (IOException e) {
            throw readable(e);
        }
        return rows.shard;
    }

    private static IOException readable(IOException problem) {
        if (problem instanceof MalformedJsonException || problem instanceof EOFException) {
            return new MalformedReportException(NO_JSON, problem);
        }
        return problem instanceof CharacterCodingException
                ? new MalformedReportException("is not UTF-8 text", problem)
                : problem;
    }

    private void read(JsonReader json) throws IOException {
        expect(json, JsonToken.BEGIN_OBJECT, "it");
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "schema" -> schema = Optional.of(text(json, "schema"));
                case "shard" -> shard = Optional.of(text(json, "shard"));
                case "files" -> files(json);
                default -> json.skipValue();
            }
            if (schema.isPresent() && !schema.get().equals(SCHEMA)) {
                throw fault("its schema is '" + schema.get() + "', not " + SCHEMA);
            }
        }
        json.endObject();
        expect(json, JsonToken.END_DOCUMENT, "its end");
        if (schema.isEmpty() || !hasFiles) {
            throw fault("it has no key '" + (schema.isEmpty() ? "schema" : "files") + "'");
        }
    }

    private void files(JsonReader json) throws IOException {
        if (hasFiles) {
            throw fault("it has two keys 'files'");
        }
        hasFiles = true;
        expect(json, JsonToken.BEGIN_ARRAY, "files");
        json.beginArray();
        for (int row = 0; json.hasNext(); row++) {
            expect(json, JsonToken.BEGIN_OBJECT, "files[" + row + "]");
            JsonObject recording = JsonParser.parseReader(json).getAsJsonObject();
            check(row, recording);
            receiver.take(row, recording);
        }
        json.endArray();
    }

    private static void check(int row, JsonObject recording) throws MalformedReportException {
        String place = "files[" + row + "]";
        if (!isString(recording.get("path"))) {
            throw fault(place + " has no path");
        }
        JsonElement status = recording.get("status");
        if (!isString(status) || !STATUSES.contains(status.getAsString())) {
            throw fault(place + ": the status is " + status + ", not one of " + String.join(", ", STATUSES));
        }
        for (String key : NUMBERS) {
            JsonElement value = recording.get(key);
            if (value != null && !value.isJsonNull() && !isNumber(value)) {
                throw fault(place + ": " + key + " is " + value + ", not a number");
            }
        }
    }

    private static boolean isString(JsonElement value) {
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString();
    }

    private static boolean isNumber(JsonElement value) {
        return value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber();
    }

    private static String text(JsonReader json, String key) throws IOException {
        expect(json, JsonToken.STRING, key);
        return json.nextString();
    }

    private static void expect(JsonReader json, JsonToken token, String name) throws IOException {
        JsonToken found = json.peek();
        if (found != token) {
            throw fault(name + " is " + words(found) + ", not " + words(token));
        }
    }

    private static String words(JsonToken token) {
        return switch (token) {
            case BEGIN_OBJECT -> "an object";
            case BEGIN_ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case END_DOCUMENT -> "the end of the file";
            default -> "another part of JSON";
        };
    }

    private static MalformedReportException fault(String detail) {
        return new MalformedReportException("is no report of qasr: " + detail);
    }
}

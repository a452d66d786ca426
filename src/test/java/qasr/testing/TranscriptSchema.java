package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Validates JSON against the schema {@code qasr.transcript/1} of the program. */
public final class TranscriptSchema {
    private static final Schema SCHEMA = schema(text());
    /** The strict schema for output of this version: unknown keys are not allowed. */
    private static final Schema OWN = schema(withoutOtherKeys(text()));

    private TranscriptSchema() {}

    /** Returns the schema. */
    public static String text() {
        try (InputStream in =
                TranscriptSchema.class.getResourceAsStream("/qasr/output/qasr.transcript.1.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String text) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(text, InputFormat.JSON);
    }

    private static String withoutOtherKeys(String text) {
        JsonElement schema = JsonParser.parseString(text);
        forbid(schema);
        return schema.toString().replace("urn:qasr:schema:transcript:1", "urn:qasr:schema:transcript:1:own");
    }

    private static void forbid(JsonElement part) {
        if (part.isJsonArray()) {
            part.getAsJsonArray().forEach(TranscriptSchema::forbid);
        } else if (part.isJsonObject()) {
            JsonObject object = part.getAsJsonObject();
            object.entrySet().forEach(member -> forbid(member.getValue()));
            if (object.has("properties") && object.get("properties").isJsonObject()) {
                object.addProperty("additionalProperties", false);
            }
        }
    }

    private static List<String> errors(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** Returns the errors of {@code json}, one per line. */
    public static List<String> errors(String json) {
        return errors(SCHEMA, json);
    }

    /** Fails if {@code json} does not match the schema, or has unknown keys. */
    public static void check(String json) {
        assertEquals(List.of(), errors(json), json);
        assertEquals(List.of(), errors(OWN, json), json);
    }
}

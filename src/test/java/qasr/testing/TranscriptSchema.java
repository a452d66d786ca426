package qasr.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Holds JSON against the schema {@code qasr.transcript/1} that the program ships. */
public final class TranscriptSchema {
    private static final Schema SCHEMA = load();

    private TranscriptSchema() {}

    private static Schema load() {
        try (InputStream in =
                TranscriptSchema.class.getResourceAsStream("/qasr/output/qasr.transcript.1.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(in, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what is wrong with {@code json}, one line each. */
    public static List<String> errors(String json) {
        return SCHEMA.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** Fails if {@code json} is not as the schema says. */
    public static void check(String json) {
        assertEquals(List.of(), errors(json), json);
    }
}

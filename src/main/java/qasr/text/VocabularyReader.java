package qasr.text;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the tokenizer files of either published layout into a {@link Vocabulary}, streaming. */
final class VocabularyReader {
    private static final String VOCAB = "vocab.json";
    private static final String MERGES = "merges.txt";
    private static final String CONFIG = "tokenizer_config.json";
    private static final String WHOLE = "tokenizer.json";

    private final Vocabulary vocabulary = new Vocabulary();
    private final Path directory;
    private Path file;

    private VocabularyReader(Path directory) {
        this.directory = directory;
        this.file = directory;
    }

    /** Reads vocab.json, merges.txt and tokenizer_config.json if they exist, else tokenizer.json. */
    static Vocabulary read(Path directory) throws VocabularyException {
        VocabularyReader reader = new VocabularyReader(directory);
        try {
            reader.readFiles();
        } catch (VocabularyException e) {
            throw e;
        } catch (CharacterCodingException e) {
            throw new VocabularyException(reader.file + ": not UTF-8 text", e);
        } catch (IOException | IllegalStateException | NumberFormatException e) {
            throw new VocabularyException(reader.file + ": cannot be read: " + firstLine(e), e);
        }
        return reader.vocabulary;
    }

    /** Returns the first line of a message, because Gson's messages continue with the address of a manual. */
    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse("");
    }

    private void readFiles() throws IOException {
        boolean hasVocab = Files.exists(directory.resolve(VOCAB));
        boolean hasMerges = Files.exists(directory.resolve(MERGES));
        if (hasVocab && hasMerges) {
            readJson(VOCAB, this::readVocab);
            readMerges(directory.resolve(MERGES));
            if (!Files.exists(directory.resolve(CONFIG))) {
                throw missing(CONFIG);
            }
            readJson(CONFIG, this::readConfig);
        } else if (Files.exists(directory.resolve(WHOLE))) {
            readJson(WHOLE, this::readWhole);
        } else if (hasVocab) {
            throw missing(MERGES);
        } else {
            throw missing(hasMerges ? VOCAB : VOCAB + " and " + MERGES);
        }
    }

    private VocabularyException missing(String what) {
        return new VocabularyException(directory + ": missing " + what + "; a model directory contains " + VOCAB + ", "
                + MERGES + " and " + CONFIG + ", or " + WHOLE);
    }

    /** Reads a part of a JSON document. */
    private interface JsonPart {
        void read(JsonReader json) throws IOException;
    }

    private void readJson(String name, JsonPart part) throws IOException {
        file = directory.resolve(name);
        try (BufferedReader reader = Files.newBufferedReader(file);
                JsonReader json = new JsonReader(reader)) {
            part.read(json);
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new VocabularyException(file + ": has text after its end: download it again");
            }
        }
    }

    private void readVocab(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            vocabulary.addPiece(json.nextName(), json.nextInt(), file.toString());
        }
        json.endObject();
    }

    private void readMerges(Path path) throws IOException {
        file = path;
        try (BufferedReader reader = Files.newBufferedReader(path)) {
            int place = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                place++;
                // Only the first line can be a comment: "# #" further down is a merge.
                boolean comment = place == 1 && line.startsWith("#version");
                if (!comment && !line.isEmpty()) {
                    addMerge(line, place);
                }
            }
        }
    }

    private void addMerge(String merge, int place) throws VocabularyException {
        int blank = merge.indexOf(' ');
        if (blank <= 0 || blank == merge.length() - 1 || merge.indexOf(' ', blank + 1) >= 0) {
            throw new VocabularyException(file + ": merge " + place + " is '" + merge + "', not two pieces");
        }
        vocabulary.addMerge(merge.substring(0, blank), merge.substring(blank + 1), place);
    }

    private void readConfig(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            if (json.nextName().equals("added_tokens_decoder")) {
                json.beginObject();
                while (json.hasNext()) {
                    readToken(json, Integer.parseInt(json.nextName()));
                }
                json.endObject();
            } else {
                json.skipValue();
            }
        }
        json.endObject();
    }

    /** Reads the object of one added token; {@code id} is -1 if the object contains the id. */
    private void readToken(JsonReader json, int id) throws IOException {
        int ownId = id;
        String content = "";
        boolean special = false;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "id" -> ownId = json.nextInt();
                case "content" -> content = json.nextString();
                case "special" -> special = json.nextBoolean();
                default -> json.skipValue();
            }
        }
        json.endObject();
        vocabulary.addToken(new AddedToken(ownId, content, special), file.toString());
    }

    private void readWhole(JsonReader json) throws IOException {
        boolean hasModel = false;
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "added_tokens" -> {
                    json.beginArray();
                    while (json.hasNext()) {
                        readToken(json, -1);
                    }
                    json.endArray();
                }
                case "model" -> {
                    readModel(json);
                    hasModel = true;
                }
                default -> json.skipValue();
            }
        }
        json.endObject();
        if (!hasModel) {
            throw new VocabularyException(file + ": has no \"model\"");
        }
    }

    private void readModel(JsonReader json) throws IOException {
        json.beginObject();
        while (json.hasNext()) {
            switch (json.nextName()) {
                case "type" -> checkType(json.nextString());
                case "vocab" -> readVocab(json);
                case "merges" -> readMergeArray(json);
                default -> json.skipValue();
            }
        }
        json.endObject();
    }

    private void checkType(String type) throws VocabularyException {
        if (!type.equals("BPE")) {
            throw new VocabularyException(file + ": model type is '" + type + "', not BPE");
        }
    }

    private void readMergeArray(JsonReader json) throws IOException {
        json.beginArray();
        for (int place = 1; json.hasNext(); place++) {
            if (json.peek() == JsonToken.BEGIN_ARRAY) {
                json.beginArray();
                vocabulary.addMerge(json.nextString(), json.nextString(), place);
                json.endArray();
            } else {
                addMerge(json.nextString(), place);
            }
        }
        json.endArray();
    }
}

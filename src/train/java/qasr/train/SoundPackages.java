package qasr.train;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads the unpacked Debian packages: five voices with their texts, and the sentences to synthesise. */
final class SoundPackages {
    /** A voice of asterisk-core-sounds: the code in the package's name and the folder of its recordings. */
    private record Voice(String language, String code, String folder) {}

    private static final List<Voice> VOICES = List.of(
            new Voice("English", "en", "en_US_f_Allison"),
            new Voice("Spanish", "es", "es_MX_f_Allison"),
            new Voice("French", "fr", "fr_CA_f_June"),
            new Voice("Italian", "it", "it_IT_m_Carlo"),
            new Voice("Russian", "ru", "ru_RU_f_IvrvoiceRU"));

    private final Path unpacked;

    SoundPackages(Path unpacked) {
        this.unpacked = unpacked;
    }

    /** Returns all prompts that have both a recording and a certain text, then the sentences to synthesise. */
    List<Prompt> prompts() throws IOException {
        List<Prompt> prompts = new ArrayList<>();
        for (Voice voice : VOICES) {
            Path folder = unpacked.resolve("usr/share/asterisk/sounds").resolve(voice.folder());
            for (Map.Entry<String, String> line : texts(voice.code()).entrySet()) {
                Path sound = folder.resolve(line.getKey() + ".g722");
                Optional<String> text = PromptText.clean(voice.language(), line.getKey(), line.getValue());
                if (text.isPresent() && Files.exists(sound)) {
                    prompts.add(new Prompt(voice.language(), line.getKey(), text.get(), Optional.of(sound), ""));
                }
            }
        }
        prompts.addAll(sentences());
        return prompts;
    }

    /** Returns name and text of each line of the package's text file; of two lines with one name the first holds. */
    Map<String, String> texts(String code) throws IOException {
        String name = "usr/share/doc/asterisk-core-sounds-" + code + "/core-sounds-" + code + ".txt.gz";
        Map<String, String> texts = new LinkedHashMap<>();
        try (InputStream file = new GZIPInputStream(Files.newInputStream(unpacked.resolve(name)))) {
            BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0 && !line.startsWith(";") && !line.startsWith("\uFEFF")) {
                    texts.putIfAbsent(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
                }
            }
        }
        return texts;
    }

    private static List<Prompt> sentences() throws IOException {
        List<Prompt> sentences = new ArrayList<>();
        try (InputStream in = SoundPackages.class.getResourceAsStream("synthetic-sentences.tsv")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    String[] fields = line.split("\t", -1);
                    String read = fields.length > 2 ? fields[2] : fields[1];
                    String name = "synthetic/" + sentences.size();
                    sentences.add(new Prompt(fields[0], name, fields[1], Optional.empty(), read));
                }
            }
        }
        return sentences;
    }
}

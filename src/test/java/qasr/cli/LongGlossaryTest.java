package qasr.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qasr.output.MalformedTranscriptException;
import qasr.output.TranscriptJsonReader;
import qasr.testing.FakeDecoder;
import qasr.testing.Signals;
import qasr.transcript.Edit;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Tests a glossary of two hundred Chinese and English terms on real texts, from the command line to every format. */
final class LongGlossaryTest {
    private static final int TERMS = 200;
    /** So many bytes are tokens enough for the fakes' chunks of a second. */
    private static final int LINE_BYTES = 60;

    private static final String CHINESE = "语音识别模型在会议记录中常常写错人名和术语，例如把库伯内提斯写成酷伯，把张伟写成章伟。"
            + "微服务架构的部署需要三百二十台服务器，预算是百分之十五，时间是二零二五年三月五号。"
            + "请在提示音后留言，您拨打的电话暂时无法接通，谢谢您的来电。";

    @TempDir
    Path folder;

    /** The texts in lines of a few words each. */
    private static List<String> lines() throws IOException {
        StringBuilder all = new StringBuilder(CHINESE);
        for (String texts : List.of("examples", "../shared/data/speech", "../../shared/data/speech")) {
            if (Files.isDirectory(Path.of(texts))) {
                try (Stream<Path> files = Files.list(Path.of(texts))) {
                    for (Path file : files.filter(name -> name.toString().endsWith(".txt"))
                            .sorted()
                            .toList()) {
                        all.append('\n').append(Files.readString(file).strip());
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : all.toString().split("(?<=[\\s，。、？])", -1)) {
            if ((line + word).getBytes(StandardCharsets.UTF_8).length > LINE_BYTES) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word.replace('\n', ' '));
        }
        lines.add(line.toString().strip());
        return lines.stream().filter(text -> !text.isBlank()).limit(70).toList();
    }

    private static List<String> glossary(List<String> texts) {
        Set<String> words =
                new LinkedHashSet<>(List.of("酷伯 -> Kubernetes", "章伟 -> 张伟", "语音识别 → ASR", "库伯内提斯 => Kubernetes"));
        for (String text : texts) {
            for (String word : text.split("[^\\p{L}]+", -1)) {
                int letters = word.codePointCount(0, word.length());
                boolean han = word.codePoints().anyMatch(Character::isIdeographic);
                if (han && letters >= 5) {
                    words.add(word.substring(1, 4) + " -> 「" + word.substring(1, 4) + "」");
                } else if (!han && letters >= 4) {
                    words.add(word.toLowerCase(Locale.ROOT) + " -> " + word.toUpperCase(Locale.ROOT) + "-"
                            + words.size());
                }
            }
        }
        List<String> lines = new ArrayList<>(words.stream()
                .filter(line -> words.stream()
                        .noneMatch(other -> !other.equals(line)
                                && other.split(" ", 2)[0].equalsIgnoreCase(line.split(" ", 2)[0])
                                && List.copyOf(words).indexOf(other)
                                        < List.copyOf(words).indexOf(line)))
                .limit(TERMS)
                .toList());
        for (int i = lines.size(); i < TERMS; i++) {
            lines.add("Term " + i);
        }
        return lines;
    }

    @Test
    void everyEditCanBeUndoneAndEveryFormatRenderedAgain() throws IOException, MalformedTranscriptException {
        List<String> texts = lines();
        float[] samples = Signals.noise(1, 0.5, texts.size() * Signals.SECOND);
        for (int i = 0; i < texts.size(); i++) {
            samples[i * Signals.SECOND] = (i + 1) / 100f;
        }
        Path recording = FakeDecoder.write(folder.resolve("a.wav"), samples);
        Path terms = Files.write(folder.resolve("terms.txt"), glossary(texts));
        Cli.Outcome outcome = new Cli(new FakeEngines(
                        waveform -> "language Chinese<asr_text>" + texts.get(Math.round(waveform.sample(0) * 100) - 1)))
                .run(
                        "transcribe",
                        "-m",
                        folder,
                        "-f",
                        "json,txt,srt,vtt,tsv,csv,lrc,ass",
                        "-d",
                        folder.resolve("out"),
                        "--glossary",
                        terms,
                        "--itn",
                        "--zh-script",
                        "hant-tw",
                        "--punctuation",
                        "strip",
                        "--no-guard",
                        "language,truncation,recital",
                        recording);
        assertEquals(0, outcome.status(), outcome.err());
        assertTrue(
                outcome.err().contains("the model gets only the first "),
                "the prompt has room for some: " + outcome.err());
        Path json = folder.resolve("out").resolve("a.json");
        Transcript transcript = TranscriptJsonReader.read(Files.readString(json));
        assertEquals(texts.size(), transcript.utterances().size());
        int edits = 0;
        for (int i = 0; i < texts.size(); i++) {
            Utterance utterance = transcript.utterances().get(i);
            assertEquals(texts.get(i), utterance.wording().raw());
            assertEquals(texts.get(i), utterance.wording().undone());
            edits += (int) utterance.wording().edits().stream()
                    .map(Edit::kind)
                    .filter("glossary"::equals)
                    .count();
        }
        assertTrue(edits > 50, edits + " replacements");
        String all = transcript.utterances().toString();
        assertTrue(all.contains("Kubernetes") && all.contains("320"), all);
        for (String format : List.of("txt", "srt", "vtt", "tsv", "csv", "lrc", "ass")) {
            Cli.Outcome rendered = new Cli(new FakeEngines()).run("render", json, "-f", format);
            assertEquals(Files.readString(folder.resolve("out").resolve("a." + format)), rendered.out(), format);
        }
    }
}

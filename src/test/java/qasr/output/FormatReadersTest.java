package qasr.output;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_decode_subtitle2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avsubtitle_free;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVSubtitle;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import qasr.subtitle.Cue;
import qasr.subtitle.RandomSpeech;
import qasr.subtitle.Subtitles;
import qasr.subtitle.TimedWord;
import qasr.testing.Property;
import qasr.transcript.Transcript;
import qasr.transcript.Utterance;

/** Reads our formats with programs of others: FFmpeg, Apache Commons CSV, and the grammar of Praat's manual. */
final class FormatReadersTest {
    private static final Duration LENGTH = Duration.ofHours(2);

    @TempDir
    private Path folder;

    /** A subtitle as FFmpeg shows it: a start, an end and a text in its own notation, which is that of ass. */
    record Shown(long start, long end, String text) {}

    @ParameterizedTest
    @CsvSource({"SRT, 0", "VTT, 0", "ASS, 10"})
    void ffmpegShowsEachSubtitleWithItsTimesAndText(Format format, long rounding) throws Exception {
        for (boolean highlight : new boolean[] {false, true}) {
            Property.forAll(20, random -> {
                Transcript transcript = Transcripts.of(LENGTH, RandomSpeech.utterances(random, 4));
                Subtitles subtitles =
                        new Subtitles(Subtitles.DEFAULT.rules(), highlight, random.nextBoolean(), List.of());
                Layout layout = Layout.of("x").with(subtitles);
                Path file = folder.resolve("a." + format.extension());
                Files.writeString(file, TranscriptWriter.write(transcript, format, layout));
                List<Cue> cues = subtitles.cues(transcript);
                List<Shown> shown = joined(read(file));
                assertEquals(cues.size(), shown.size(), file + ": " + shown);
                for (int i = 0; i < cues.size(); i++) {
                    assertEquals(bare(cues.get(i).text()), bare(shown.get(i).text()));
                    assertTrue(
                            Math.abs(cues.get(i).start() - shown.get(i).start()) <= rounding,
                            shown.get(i).toString());
                    assertTrue(shown.get(i).end() >= cues.get(i).end(), cues.get(i) + " as " + shown.get(i));
                }
            });
        }
    }

    /** The standard: stamps inside a cue are after its start, before its end, and each is later than the one before. */
    @Test
    void subtitlesWithWordTimesHaveATimestampBeforeEachWord() {
        Property.forAll(20, random -> {
            Transcript transcript = Transcripts.of(LENGTH, RandomSpeech.utterances(random, 4));
            Layout layout = Layout.of("x").with(Subtitles.DEFAULT.withWordTimes());
            String vtt = TranscriptWriter.write(transcript, Format.VTT, layout);
            assertEquals(
                    TranscriptWriter.write(transcript, Format.VTT),
                    vtt.replaceAll("<\\d\\d:\\d\\d:\\d\\d\\.\\d{3}>", ""));
            String[] blocks = vtt.split("\n\n", -1);
            List<Cue> cues = Subtitles.DEFAULT.cues(transcript);
            for (int i = 0; i < cues.size(); i++) {
                Cue cue = cues.get(i);
                List<Long> stamps = Pattern.compile("<(\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3})>")
                        .matcher(blocks[i + 1])
                        .results()
                        .map(stamp -> ((Long.parseLong(stamp.group(1)) * 60 + Long.parseLong(stamp.group(2))) * 60
                                                + Long.parseLong(stamp.group(3)))
                                        * 1000
                                + Long.parseLong(stamp.group(4)))
                        .toList();
                List<Long> expected = cue.words().stream()
                        .map(TimedWord::start)
                        .filter(start -> start > cue.start() && start < cue.end())
                        .distinct()
                        .toList();
                assertEquals(expected, stamps, blocks[i + 1]);
            }
        });
    }

    @Test
    void ffmpegReadsTheTimesOfLyrics() {
        Property.forAll(20, random -> {
            Transcript transcript = Transcripts.of(LENGTH, RandomSpeech.utterances(random, 4));
            Path file = Files.writeString(folder.resolve("a.lrc"), TranscriptWriter.write(transcript, Format.LRC));
            List<Cue> cues = Subtitles.DEFAULT.cues(transcript);
            List<Shown> shown = read(file);
            assertEquals(cues.size(), shown.size(), shown.toString());
            for (int i = 0; i < cues.size(); i++) {
                assertEquals(bare(cues.get(i).text()), bare(shown.get(i).text()));
                assertEquals(
                        cues.get(i).words().get(0).start() / 10, shown.get(i).start() / 10);
            }
        });
    }

    /** The grammar: a time for the line, a time before each word, and one after the last word. */
    @Test
    void lyricsHaveTheTimeOfEachWord() {
        Property.forAll(20, random -> {
            Transcript transcript = Transcripts.of(LENGTH, RandomSpeech.utterances(random, 4));
            Subtitles subtitles = new Subtitles(Subtitles.DEFAULT.rules(), true, List.of());
            String lyrics = TranscriptWriter.write(
                    transcript, Format.LRC, Layout.of("x").with(subtitles));
            List<String> lines = lyrics.lines().toList();
            List<Cue> cues = subtitles.cues(transcript);
            assertEquals(cues.size(), lines.size());
            for (int i = 0; i < lines.size(); i++) {
                String time = "\\d{2,}:[0-5]\\d\\.\\d\\d";
                Matcher line = Pattern.compile("\\[(" + time + ")\\](.*)<" + time + ">")
                        .matcher(lines.get(i));
                assertTrue(line.matches(), lines.get(i));
                Matcher word = Pattern.compile("<(" + time + ")>").matcher(lines.get(i));
                String last = line.group(1);
                int words = 0;
                while (word.find()) {
                    assertTrue(centis(word.group(1)) >= centis(last), lines.get(i));
                    last = word.group(1);
                    words++;
                }
                assertEquals(cues.get(i).words().size() + 1, words, lines.get(i));
                assertEquals(cues.get(i).end() / 10, centis(last));
                assertEquals(bare(cues.get(i).text()), bare(line.group(2).replaceAll("<" + time + ">", "")));
            }
        });
    }

    private static long centis(String stamp) {
        String[] parts = stamp.split("[:.]", -1);
        return (Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1])) * 100 + Long.parseLong(parts[2]);
    }

    /** Without blanks, the word joiners that we put in, and the commands that FFmpeg makes of underlining. */
    static String bare(String text) {
        return text.replaceAll("\\{\\\\(?:k\\d+|u[01])\\}", "")
                .replaceAll("\\\\[Nnh]", "")
                .replaceAll("<\\d\\d:\\d\\d:\\d\\d\\.\\d{3}>", "")
                .replace("\\{{}", "{") // what FFmpeg makes of a brace
                .replace("{{}", "{")
                .replace("\\{", "{")
                .replace("\\}", "}")
                .replaceAll("[\\u2060\\u200b]", "")
                .replaceAll("(?U)\\s", "");
    }

    /** Highlighting shows a subtitle once for each word. */
    static List<Shown> joined(List<Shown> all) {
        List<Shown> joined = new ArrayList<>();
        for (Shown each : all) {
            Shown last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && last.end() == each.start() && bare(last.text()).equals(bare(each.text()))) {
                joined.set(joined.size() - 1, new Shown(last.start(), each.end(), last.text()));
            } else {
                joined.add(each);
            }
        }
        return joined;
    }

    static List<Shown> read(Path file) throws IOException {
        AVFormatContext input = new AVFormatContext(null);
        int opened = avformat_open_input(input, file.toString(), (AVInputFormat) null, (AVDictionary) null);
        assertEquals(0, opened, file.toString());
        avformat_find_stream_info(input, (PointerPointer<?>) null);
        AVCodecContext decoder = avcodec_alloc_context3(
                avcodec_find_decoder(input.streams(0).codecpar().codec_id()));
        avcodec_parameters_to_context(decoder, input.streams(0).codecpar());
        decoder.pkt_timebase(input.streams(0).time_base());
        boolean decodes = avcodec_open2(decoder, decoder.codec(), (AVDictionary) null) == 0;
        double tick = 1000.0
                * input.streams(0).time_base().num()
                / input.streams(0).time_base().den();
        List<Shown> all = new ArrayList<>();
        AVPacket packet = av_packet_alloc();
        while (av_read_frame(input, packet) >= 0) {
            long start = Math.round(packet.pts() * tick);
            long end = start + Math.round(packet.duration() * tick);
            byte[] bytes = new byte[packet.size()];
            packet.data().position(0).get(bytes);
            String raw = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
            all.add(new Shown(start, end, decodes ? decoded(decoder, packet) : raw));
            av_packet_unref(packet);
        }
        av_packet_free(packet);
        avcodec_free_context(decoder);
        avformat_close_input(input);
        return all;
    }

    private static String decoded(AVCodecContext decoder, AVPacket packet) {
        try (AVSubtitle subtitle = new AVSubtitle()) {
            int[] got = new int[1];
            avcodec_decode_subtitle2(decoder, subtitle, got, packet);
            StringBuilder text = new StringBuilder();
            for (int i = 0; got[0] != 0 && i < subtitle.num_rects(); i++) {
                // ReadOrder, Layer, Style, Name, three margins, Effect, Text
                text.append(subtitle.rects(i)
                        .ass()
                        .getString(java.nio.charset.StandardCharsets.UTF_8)
                        .split(",", 9)[8]);
            }
            avsubtitle_free(subtitle);
            return text.toString();
        }
    }

    @Test
    void aCsvReaderFindsTheTextsThatWereSaid() {
        Property.forAll(50, random -> {
            List<Utterance> utterances = RandomSpeech.utterances(random, 5);
            String csv = TranscriptWriter.write(Transcripts.of(LENGTH, utterances), Format.CSV);
            CSVFormat rfc = CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .build();
            try (CSVParser parser = CSVParser.parse(csv, rfc)) {
                List<CSVRecord> rows = parser.getRecords();
                assertEquals(List.of("start", "end", "text"), parser.getHeaderNames());
                List<String> said = utterances.stream()
                        .filter(Utterance::hasWords)
                        .map(utterance -> utterance.text().strip())
                        .toList();
                assertEquals(said, rows.stream().map(row -> row.get("text")).toList());
            }
        });
    }

    /** Line ends are white space here. */
    private static final Pattern INTERVAL =
            Pattern.compile("\\s+intervals \\[(\\d+)\\]:\\s+xmin = ([\\d.]+)\\s+xmax = ([\\d.]+)"
                    + "\\s+text = \"((?:[^\"]|\"\")*)\"\\s");

    private static final Pattern TIER =
            Pattern.compile("\\s+item \\[\\d\\]:\\s+class = \"IntervalTier\"\\s+name = \"\\w+\"\\s+xmin = 0"
                    + "\\s+xmax = ([\\d.]+)\\s+intervals: size = (\\d+)((?:" + INTERVAL + ")+)");

    @Test
    void aTextGridFollowsTheGrammarAndItsIntervalsCoverTheRecording() {
        Property.forAll(50, random -> {
            List<Utterance> utterances = RandomSpeech.utterances(random, 3);
            String grid = TranscriptWriter.write(Transcripts.of(LENGTH, utterances), Format.TEXTGRID);
            assertTrue(grid.startsWith("File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0\n"), grid);
            Matcher tiers = TIER.matcher(grid);
            int count = 0;
            int end = grid.indexOf("item []:") + "item []:".length();
            String said = bare(utterances.stream().map(Utterance::text).collect(Collectors.joining()));
            while (tiers.find()) {
                assertEquals(end, tiers.start(), "something between the tiers");
                end = tiers.end();
                count++;
                assertEquals(said, bare(intervals(tiers.group(3), Integer.parseInt(tiers.group(2)), tiers.group(1))));
            }
            assertEquals(grid.length(), end);
            assertEquals(2, count);
        });
    }

    private static String intervals(String text, int size, String last) {
        Matcher interval = INTERVAL.matcher(text);
        String clock = "0";
        StringBuilder said = new StringBuilder();
        int count = 0;
        while (interval.find()) {
            count++;
            assertEquals(count, Integer.parseInt(interval.group(1)));
            assertEquals(clock, interval.group(2));
            assertTrue(Double.parseDouble(interval.group(3)) > Double.parseDouble(clock), interval.group());
            clock = interval.group(3);
            said.append(interval.group(4).replace("\"\"", "\""));
        }
        assertEquals(size, count);
        assertEquals(last, clock);
        return said.toString();
    }
}

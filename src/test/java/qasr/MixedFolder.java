package qasr;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A folder as found on a shared disk: good recordings, broken ones, and files that are no recordings. */
final class MixedFolder {
    private static final int HEADER_BYTES = 44;
    private static final int SIZE_AT = 4;
    private static final int DATA_SIZE_AT = 40;
    private static final int HOUR_BYTES = 3600 * 2 * 16_000;
    private static final List<String> ODD_NAMES = List.of(
            "-dash.wav",
            "it's \"quoted\".wav",
            "two\nlines.wav",
            "会议录音.wav",
            " blanks .wav",
            "100%s{stem}.wav",
            "[glob]*?.wav",
            "emoji\uD83D\uDC4D.wav",
            "UPPER.WAV",
            "no extension",
            "$HOME`id`.wav",
            "x".repeat(240) + ".wav");

    private final Path examples;
    private final Path path;
    private final List<String> failing = new ArrayList<>();
    private int variants;
    private int good;

    private MixedFolder(Path examples, Path path) {
        this.examples = examples;
        this.path = path;
    }

    /** Creates the folder from the recordings in {@code examples}. */
    static MixedFolder make(Path examples, Path path) throws IOException {
        MixedFolder folder = new MixedFolder(examples, path);
        folder.makeGood();
        folder.makeBad();
        folder.makeHour();
        return folder;
    }

    Path path() {
        return path;
    }

    /** Returns how many recordings can be transcribed. */
    int good() {
        return good;
    }

    /** Returns the files that cannot be transcribed, in the order in which a run reads them. */
    List<String> failing() {
        return failing;
    }

    void touch(String name) throws IOException {
        Files.setLastModifiedTime(path.resolve(name), FileTime.fromMillis(0));
    }

    void rename(String from, String to) throws IOException {
        Files.move(path.resolve(from), path.resolve(to));
    }

    void replace(String name, String example) throws IOException {
        Files.copy(examples.resolve(example), path.resolve(name));
    }

    void edit(String name) throws IOException {
        Files.write(path.resolve(name), variant());
    }

    private void makeGood() throws IOException {
        try (Stream<Path> files = Files.list(examples)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(name -> !name.toString().matches(".*\\.(txt|md|sh|mk|cron|service|timer)"))
                    .toList()) {
                good("week1/" + file.getFileName(), Files.readAllBytes(file));
            }
        }
        for (String name : List.of("a/rec.wav", "b/rec.wav", "b/c/rec.wav")) {
            good("week2/" + name, variant());
        }
        good("week2/a/rec.m4a", Files.readAllBytes(examples.resolve("welcome.m4a")));
        good("week2/a/rec.mp3", Files.readAllBytes(examples.resolve("spanish.mp3")));
        good("week2/copy.ogg", Files.readAllBytes(examples.resolve("english.ogg")));
        Files.createSymbolicLink(path.resolve("week2/loop"), Path.of(".."));
        for (int i = 1; i <= 10; i++) {
            good("week3/rec" + i + ".wav", variant());
        }
        for (String name : ODD_NAMES) {
            good("odd/" + name, variant());
        }
    }

    private void makeBad() throws IOException {
        byte[] random = new byte[30_000];
        new Random(1).nextBytes(random);
        byte[] m4a = Files.readAllBytes(examples.resolve("welcome.m4a"));
        bad("cut.m4a", Arrays.copyOf(m4a, m4a.length / 2));
        bad("empty.m4a", new byte[0]);
        bad("empty.wav", new byte[0]);
        bad("header.wav", Arrays.copyOf(variant(), HEADER_BYTES));
        bad("page.mp4", "<html></html>".getBytes(StandardCharsets.UTF_8));
        bad("random.ogg", random);
        if (isUnreadable(write("bad/secret.wav", variant()))) {
            failing.add("bad/secret.wav");
        } else {
            good++;
        }
        bad("text.mp3", "Dear diary,\n".repeat(50).getBytes(StandardCharsets.UTF_8));
        bad("zeros.wav", new byte[5000]);
        write("notes.txt", "hello".getBytes(StandardCharsets.UTF_8));
        write("week1/picture.png", new byte[100]);
    }

    /** Root can read every file, so this one counts as good for root. */
    private static boolean isUnreadable(Path file) {
        return file.toFile().setReadable(false, false) && !Files.isReadable(file);
    }

    /** Writes an hour with speech at its beginning and its end; the file is sparse between them. */
    private void makeHour() throws IOException {
        byte[] speech = variant();
        try (RandomAccessFile file =
                new RandomAccessFile(path.resolve("hour.wav").toFile(), "rw")) {
            file.write(speech);
            file.seek(SIZE_AT);
            file.writeInt(Integer.reverseBytes(HEADER_BYTES - 8 + HOUR_BYTES));
            file.seek(DATA_SIZE_AT);
            file.writeInt(Integer.reverseBytes(HOUR_BYTES));
            file.seek(HEADER_BYTES + HOUR_BYTES - (speech.length - HEADER_BYTES));
            file.write(speech, HEADER_BYTES, speech.length - HEADER_BYTES);
        }
        good++;
    }

    private void good(String name, byte[] bytes) throws IOException {
        write(name, bytes);
        good++;
    }

    private void bad(String name, byte[] bytes) throws IOException {
        write("bad/" + name, bytes);
        failing.add("bad/" + name);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = path.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    /** Writes a recording with the sound of the others but with unique bytes. */
    private byte[] variant() throws IOException {
        byte[] bytes = Files.readAllBytes(examples.resolve("russian.wav"));
        bytes[bytes.length - 1] = 0;
        bytes[bytes.length - 2] = (byte) ++variants;
        return bytes;
    }
}

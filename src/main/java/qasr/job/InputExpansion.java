package qasr.job;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import qasr.audio.AudioException;
import qasr.audio.AudioInput;
import qasr.audio.AudioStream;
import qasr.audio.RawSound;
import qasr.batch.FileList;
import qasr.batch.FileName;
import qasr.batch.FolderWalk;
import qasr.batch.NameFilter;
import qasr.console.CommandException;
import qasr.console.Failure;
import qasr.console.Usage;
import qasr.engine.Session;

/**
 * Expands the inputs that the user named into recordings. A file of a directory is a recording if it has the
 * extension of one (the user wants to know if it is damaged), or if FFmpeg finds sound in it.
 */
public final class InputExpansion {
    /** The extensions of recordings, in lower case; scripts in examples/ have them too. */
    static final Set<String> RECORDING_EXTENSIONS = Set.of(
            "3g2", "3ga", "3gp", "aac", "ac3", "aif", "aifc", "aiff", "amr", "ape", "asf", "au", "avi", "caf", "dss",
            "flac", "flv", "m2ts", "m4a", "m4b", "m4v", "mka", "mkv", "mov", "mp2", "mp3", "mp4", "mpeg", "mpg", "mts",
            "oga", "ogg", "ogv", "opus", "rm", "spx", "ts", "wav", "weba", "webm", "wma", "wmv", "wv");

    private static final int NAMES_SHOWN = 3;

    /** Extensions of recordings that are also extensions of source code: TypeScript. */
    private static final Set<String> TEXT_EXTENSIONS = Set.of("ts", "mts");

    private enum Content {
        RECORDING,
        /** Sound, if its name is right, whose encoding only the user knows. */
        SOUND_WITHOUT_HEADER,
        OTHER
    }

    private final Session session;
    private final boolean recursive;
    private final NameFilter filter;
    private final Optional<RawSound> raw;
    private final boolean chosen;
    private final List<Input> inputs = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();
    private final BitSet everyones = new BitSet();

    /**
     * Creates the expansion.
     *
     * @param raw the encoding of all inputs, if the user has named it
     * @param chosen whether {@code filter} selects the files
     */
    public InputExpansion(
            Session session, boolean recursive, NameFilter filter, Optional<RawSound> raw, boolean chosen) {
        this.raw = raw;
        this.chosen = chosen;
        this.session = session;
        this.recursive = recursive;
        this.filter = filter;
    }

    /** Adds what {@code name} stands for, which the user has named one by one. A name of nothing is every shard's failure. */
    public void addNamed(String name) {
        int before = inputs.size();
        add(name);
        if (inputs.size() == before + 1 && isMissing(inputs.get(before))) {
            everyones.set(before);
        }
    }

    private static boolean isMissing(Input input) {
        return !input.isStandardInput() && input.isExpressible() && !Files.exists(input.path());
    }

    private void add(Input input, String path) {
        inputs.add(input);
        paths.add(path);
    }

    private void add(String name) {
        Input input = new Input(name).as(raw);
        if (!input.isStandardInput() && input.isExpressible() && Files.isDirectory(input.path())) {
            addFolder(input.path());
        } else {
            add(input, name);
        }
    }

    /**
     * Adds what a list of names stands for; a name in it is always a path.
     *
     * @throws CommandException if the list cannot be read
     */
    public void addListed(String list) throws CommandException {
        try {
            byte[] bytes = list.equals(Input.STANDARD_INPUT)
                    ? session.environment().in().readAllBytes()
                    : Files.readAllBytes(FileName.path(list));
            for (String name : FileList.parse(bytes)) {
                add(name.equals(Input.STANDARD_INPUT) ? "./" + name : name);
            }
        } catch (CharacterCodingException e) {
            throw Usage.error("--files-from", list + ": is UTF-16 text: save it as UTF-8");
        } catch (IOException e) {
            throw Usage.error("--files-from", list + ": cannot be read: " + Failure.reason(e));
        }
    }

    private void addFolder(Path folder) {
        int passedOver = 0;
        List<String> headerless = new ArrayList<>();
        int before = inputs.size();
        FolderWalk walk = FolderWalk.of(folder, recursive, filter);
        for (FolderWalk.Entry entry : walk.entries()) {
            if (entry instanceof FolderWalk.Found found) {
                switch (content(found.path())) {
                    case RECORDING -> addFound(input(found.path(), found.folder()));
                    case SOUND_WITHOUT_HEADER ->
                        headerless.add(FileName.shown(FileName.of(found.path().getFileName())));
                    case OTHER -> passedOver++;
                }
            } else {
                everyones.set(inputs.size()); // what is in it may be any shard's
                Input input = new Input(FileName.of(entry.path()));
                add(input, input.text()); // opening it reports the error
            }
        }
        List<String> unfinished = walk.unfinished();
        if (!unfinished.isEmpty()) {
            session.console()
                    .note(folder + ": skipped "
                            + (unfinished.size() == 1
                                    ? "an unfinished download"
                                    : unfinished.size() + " unfinished downloads")
                            + ": " + shown(unfinished));
        }
        if (!headerless.isEmpty()) {
            session.console()
                    .note(folder + ": skipped "
                            + (headerless.size() == 1
                                    ? "a file without a header"
                                    : headerless.size() + " files without a header")
                            + ": " + shown(headerless) + "; add --raw FORMAT,RATE,CHANNELS to read "
                            + (headerless.size() == 1 ? "it" : "them"));
        }
        if (passedOver > 0) {
            session.console().detail(folder + ": skipped " + passedOver + " files that are not recordings");
        }
        if (inputs.size() == before) {
            session.console().note(folder + ": no recordings in it");
        }
    }

    private void addFound(Input input) {
        add(input, input.folder().isEmpty() ? input.fileName() : input.folder() + "/" + input.fileName());
    }

    private static String shown(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMES_SHOWN, names.size())));
        return names.size() <= NAMES_SHOWN ? first : first + " and " + (names.size() - NAMES_SHOWN) + " more";
    }

    /**
     * Returns a file of a directory as an input, if it is a recording.
     *
     * @param folder the file's directory below the directory that the user named
     */
    public Optional<Input> found(Path file, Path folder) {
        return isRecording(file) ? Optional.of(input(file, folder)) : Optional.empty();
    }

    /** Returns a file of a directory as an input, without a look at it. */
    public Input input(Path file, Path folder) {
        return new Input(FileName.of(file), FileName.withSlashes(folder)).as(raw);
    }

    /** Returns whether a file of a directory is a recording by its name. */
    public boolean isNamedAsRecording(Path file) {
        return raw.isPresent() ? isRecording(file) : RECORDING_EXTENSIONS.contains(extension(file));
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private boolean isRecording(Path file) {
        return content(file) == Content.RECORDING;
    }

    private Content content(Path file) {
        String extension = extension(file);
        if (raw.isPresent()) {
            return chosen || RawSound.isNamed(extension) ? Content.RECORDING : Content.OTHER;
        }
        boolean named = RECORDING_EXTENSIONS.contains(extension);
        if ((!named || TEXT_EXTENSIONS.contains(extension)) && TextFile.is(file)) {
            return Content.OTHER;
        }
        return named ? Content.RECORDING : contentByDecoding(file);
    }

    private Content contentByDecoding(Path file) {
        try (AudioStream audio =
                session.engines().decoder().open(new AudioInput.AudioFile(file), OptionalInt.empty())) {
            return audio.read(new float[1], 0, 1) > 0 ? Content.RECORDING : Content.OTHER;
        } catch (IOException | RuntimeException e) {
            // bytes that the decoder cannot cope with are no recording either
            return e instanceof AudioException ours && ours.isHeaderless()
                    ? Content.SOUND_WITHOUT_HEADER
                    : Content.OTHER;
        }
    }

    /** Returns all that was added, in order. */
    public List<Input> inputs() {
        return inputs;
    }

    /** Returns where each is: below the directory that was named or, if it is in none, its name as it was written. */
    List<String> paths() {
        return paths;
    }

    /** Tells whether the input at {@code index} fails, and another machine may find recordings in its place. */
    boolean isEveryones(int index) {
        return everyones.get(index);
    }
}

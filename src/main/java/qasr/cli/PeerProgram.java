package qasr.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The program whose options the command line has, from the name that qasr was called by. */
enum PeerProgram {
    /** Called by its own name: options of other programs are known by their own names only. */
    NONE(""),
    /** openai/whisper. */
    WHISPER("whisper"),
    /** whisper-ctranslate2, with the options of openai/whisper and others. */
    CTRANSLATE2("whisper-ctranslate2"),
    /** whisper.cpp; its older versions call it main. */
    WHISPER_CPP("whisper-cli main");

    /** Set by the launcher: the name that it was called by. */
    private static final String PROPERTY = "qasr.called";

    /** The names, separated by blanks. */
    private final String names;

    PeerProgram(String names) {
        this.names = names;
    }

    /** Returns the program that this process stands for. On Windows, a name may be written in capital letters, too. */
    static PeerProgram ofProcess() {
        return of(System.getProperty(PROPERTY, "").toLowerCase(Locale.ROOT));
    }

    /** Returns the program that is called {@code name}. */
    static PeerProgram of(String name) {
        return Arrays.stream(values())
                .filter(program ->
                        !name.isEmpty() && List.of(program.names.split(" ", -1)).contains(name))
                .findFirst()
                .orElse(NONE);
    }

    /** Returns whether it is one of those with Python's command line, which write all formats into the working directory. */
    boolean isPython() {
        return this == WHISPER || this == CTRANSLATE2;
    }
}

package qasr.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import qasr.batch.FileName;

/**
 * The program's arguments with the bytes that are not UTF-8, as {@link FileName} writes them. The JVM has replaced them;
 * Linux still knows the command line as it was.
 */
final class RawArguments {
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final String REPLACEMENT = "\uFFFD";

    private RawArguments() {}

    /** Returns {@code arguments} as they were typed; unchanged if that is not known. */
    static String[] of(String... arguments) {
        if (Arrays.stream(arguments).noneMatch(argument -> argument.contains(REPLACEMENT))) {
            return arguments;
        }
        try {
            return of(Files.readAllBytes(COMMAND_LINE), arguments);
        } catch (IOException e) {
            return arguments; // another system
        }
    }

    /** Returns the last words of {@code commandLine}, each ended by a NUL, if they are {@code arguments}. */
    static String[] of(byte[] commandLine, String... arguments) {
        List<String> words = new ArrayList<>();
        List<String> replaced = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                byte[] word = Arrays.copyOfRange(commandLine, start, i);
                words.add(FileName.decode(word));
                replaced.add(new String(word, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        int first = words.size() - arguments.length;
        return first >= 0 && replaced.subList(first, words.size()).equals(List.of(arguments))
                ? words.subList(first, words.size()).toArray(new String[0])
                : arguments;
    }
}

package qasr.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Deque;
import java.util.Optional;
import qasr.console.CommandException;
import qasr.console.Usage;

/**
 * An option as typed, and the words after it.
 *
 * @param typed the word of the option, with its value if it is {@code --name=value}
 * @param rest the words after it; {@link #take} removes the value from them
 */
record PeerWords(String typed, Deque<String> rest) {
    /** Returns the name of the option without a value. */
    String name() {
        return name(typed);
    }

    /** Returns the name in {@code word}, which may be {@code --name=value}. */
    static String name(String word) {
        return word.startsWith("--") && word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
    }

    /** Returns the value without taking it; empty if nothing follows. */
    Optional<String> value() {
        return typed.contains("=")
                ? Optional.of(typed.substring(typed.indexOf('=') + 1))
                : Optional.ofNullable(rest.peek());
    }

    /** Takes the value and returns it. */
    String take() throws CommandException {
        String value = value().orElseThrow(() -> Usage.error(typed, "needs a value"));
        if (!typed.contains("=")) {
            rest.remove();
        }
        return value;
    }

    /** Takes the value, a number of milliseconds, and returns it. */
    long takeMillis() throws CommandException {
        return millis(name(), take());
    }

    /** Returns the milliseconds in {@code value}, the value of the option {@code name}. */
    static long millis(String name, String value) throws CommandException {
        if (!value.matches("[0-9]{1,12}")) {
            throw Usage.error(name, "'" + value + "' is not a number of milliseconds");
        }
        return Long.parseLong(value);
    }

    /** Returns whether the value is Python's True or False, in any case, as whisper-ctranslate2 takes it. */
    boolean isBoolean() {
        return value().filter(value -> value.equalsIgnoreCase("True") || value.equalsIgnoreCase("False"))
                .isPresent();
    }

    /** Takes the value, True or False, and returns whether it is True. */
    boolean takeBoolean() throws CommandException {
        if (!isBoolean()) {
            throw Usage.error(name(), "must be True or False");
        }
        return take().equalsIgnoreCase("True");
    }

    /**
     * Returns whether it is {@code -l pt} in one word. It is also the name of whisper.cpp's threshold, which has a number after
     * it. No other option of a program is one of qasr's with its value.
     */
    boolean isPortuguese() {
        return typed.equals("-lpt")
                && value().filter(value -> value.matches("-?[0-9]*\\.?[0-9]+")).isEmpty();
    }

    /** Returns whether a file or folder {@code name} exists, or {@code name} cannot name one: its own error follows. */
    static boolean exists(String name) {
        try {
            return Files.exists(Path.of(name));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /** Returns whether {@code name} is a folder. */
    static boolean isFolder(String name) {
        try {
            return Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}

package qasr.console;

import java.util.Locale;

/** Returns the name of an enum constant on the command line, in messages and in files. */
public final class ConstantName {
    private ConstantName() {}

    /** Returns the name of {@code constant} in lower case, with hyphens: "not-speech" for {@code NOT_SPEECH}. */
    public static String of(Enum<?> constant) {
        return of(constant.name());
    }

    /** Returns the same of the name that Java code has. */
    public static String of(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

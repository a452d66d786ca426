package qasr.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Recognises the models of Whisper, which qasr cannot run, by their names and files.
 *
 * @param program the program that qasr stands for; if it is one of Whisper, a file need not be there, and an installed model
 *     of such a name is not meant
 * @param isInstalled tells whether a model of a name is installed
 */
record WhisperModels(PeerProgram program, Predicate<String> isInstalled) {
    private static final Pattern NAME = Pattern.compile("(tiny|base|small|medium)(\\.en)?"
            + "|large(-v[123](-turbo)?)?|turbo|distil-(small|medium|large)[-.a-z0-9]*"
            + "|((Systran|openai|distil-whisper|deepdml)/.*|(.*/)?)(faster-)?(distil-)?whisper-[A-Za-z0-9._-]+"
            + "|(.*/)?ggml-[A-Za-z0-9._-]+\\.bin");
    /** whisper.cpp's files, and those of PyTorch; a model of qasr is a directory. */
    private static final Pattern FILE = Pattern.compile(".*\\.(bin|pt|gguf)");

    /** Returns whether {@code model} names such a model. */
    boolean haveOne(String model) {
        try {
            Path path = Path.of(model);
            boolean isFile = FILE.matcher(model).matches()
                    && (program == PeerProgram.NONE ? Files.isRegularFile(path) : !Files.isDirectory(path));
            return isFile
                    || Files.exists(path.resolve("model.bin"))
                    || (NAME.matcher(model).matches() && !Files.exists(path) && !isOwn(model));
        } catch (InvalidPathException e) {
            return false; // its own error follows
        }
    }

    private boolean isOwn(String model) {
        return program == PeerProgram.NONE && isInstalled.test(model);
    }
}

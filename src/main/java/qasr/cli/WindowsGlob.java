package qasr.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Replaces a word with {@code *} or {@code ?} by the names that it fits, as shells of other systems do. In each part of
 * a path, {@code *} stands for any letters and {@code ?} for one; upper and lower case are the same. Names are written
 * as the user wrote the folder: with its drive, and with {@code /} or {@code \}.
 */
final class WindowsGlob {
    private static final Pattern ROOT = Pattern.compile("^([A-Za-z]:)?[\\\\/]*|^[A-Za-z]:");
    private static final Pattern PART = Pattern.compile("([^\\\\/]+)([\\\\/]*)");

    private final FileSystem files;

    WindowsGlob(FileSystem files) {
        this.files = files;
    }

    /** Returns the names that fit {@code word} in the order of their letters; {@code word} itself if there are none. */
    List<String> expand(String word) {
        if (!isPattern(word) || word.startsWith("-")) {
            return List.of(word); // an option: its value, such as a template of names, is its own
        }
        var root = ROOT.matcher(word);
        List<String> found = List.of(root.find() ? root.group() : "");
        var part = PART.matcher(word).region(found.get(0).length(), word.length());
        while (part.find()) {
            List<String> longer = new ArrayList<>();
            for (String folder : found) {
                if (isPattern(part.group(1))) {
                    for (String name : matching(folder, part.group(1))) {
                        longer.add(folder + name + part.group(2));
                    }
                } else {
                    longer.add(folder + part.group());
                }
            }
            found = longer;
        }
        List<String> existing = found.stream().filter(this::exists).toList();
        return existing.isEmpty() ? List.of(word) : existing;
    }

    private static boolean isPattern(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    }

    private boolean exists(String name) {
        try {
            return Files.exists(files.getPath(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private List<String> matching(String folder, String part) {
        StringBuilder pattern = new StringBuilder();
        part.codePoints().forEach(letter -> {
            switch (letter) {
                case '*' -> pattern.append(".*");
                case '?' -> pattern.append('.');
                default -> pattern.append(Pattern.quote(Character.toString(letter)));
            }
        });
        Pattern names =
                Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        List<String> matching = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(files.getPath(folder.isEmpty() ? "." : folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (names.matcher(name).matches()) {
                    matching.add(name);
                }
            }
        } catch (IOException | InvalidPathException e) {
            return List.of(); // no such folder: the word stays, and its message names it
        }
        matching.sort(null);
        return matching;
    }
}

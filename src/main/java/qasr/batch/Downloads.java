package qasr.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/** Recognises unfinished downloads and copies by their names. */
final class Downloads {
    /** Firefox, curl scripts, yt-dlp; Chrome; Safari; Opera; Edge; WinSCP; torrents; anything that writes beside. */
    private static final Set<String> EXTENSIONS = Set.of(
            "part",
            "partial",
            "crdownload",
            "download",
            "opdownload",
            "filepart",
            "!ut",
            "!qb",
            "!bt",
            "bc!",
            "ytdl",
            "aria2",
            "incomplete",
            "tmp",
            "temp");

    /** Extensions of the second file beside an unfinished download: aria2's state, the bytes of Firefox and Chrome. */
    private static final Set<String> COMPANIONS = Set.of(".aria2", ".part", ".crdownload");

    private Downloads() {}

    /** Tells whether a file with this name is not whole yet. */
    static boolean isUnfinished(String name, Set<String> siblings) {
        return EXTENSIONS.contains(extension(name))
                || name.matches(".*[.]part-Frag[0-9]+")
                || COMPANIONS.stream().anyMatch(companion -> siblings.contains(name + companion));
    }

    /** Tells whether a folder is what Safari keeps of a download. */
    static boolean isUnfinished(Path folder) {
        return extension(folder.getFileName().toString()).equals("download")
                && Files.isRegularFile(folder.resolve("Info.plist"));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}

package qasr.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory this process may still take: the machine's, or what a container leaves it. Linux only. */
final class MemoryRoom {
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d{1,15}) kB");
    private static final Pattern CACHE = Pattern.compile("(?m)^inactive_file (\\d{1,18})$");

    /** Besides its weights, a network needs buffers, and the system needs some memory for itself. */
    private static final double ROOM_FACTOR = 1.2;

    private static final long SPARE_BYTES = 512L << 20;

    private MemoryRoom() {}

    /** Returns whether the weights in {@code directory} fit beside what is in memory; true if the system does not tell. */
    static boolean fits(Path directory) {
        OptionalLong free = bytes();
        return free.isEmpty() || free.getAsLong() > ROOM_FACTOR * weights(directory) + SPARE_BYTES;
    }

    private static long weights(Path directory) {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.safetensors")) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            return 0; // opening the model says what is wrong
        }
        return bytes;
    }

    /** Returns the free bytes; empty if the system does not tell. */
    static OptionalLong bytes() {
        return bytes(Path.of("/proc/meminfo"), Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    static OptionalLong bytes(Path machine, Path group, Path groups) {
        OptionalLong free = OptionalLong.empty();
        Matcher available = AVAILABLE.matcher(text(machine));
        if (available.find()) {
            free = OptionalLong.of(Long.parseLong(available.group(1)) * 1024);
        }
        for (String line : text(group).lines().toList()) {
            if (line.startsWith("0::/")) {
                Path folder = groups.resolve(line.substring("0::/".length())).normalize();
                while (folder.startsWith(groups)) {
                    free = least(free, inGroup(folder));
                    folder = folder.getParent();
                }
            }
        }
        return free;
    }

    private static OptionalLong inGroup(Path folder) {
        String most = text(folder.resolve("memory.max")).strip();
        String used = text(folder.resolve("memory.current")).strip();
        if (!most.matches("\\d{1,18}") || !used.matches("\\d{1,18}")) {
            return OptionalLong.empty(); // "max", or no limit here
        }
        Matcher cache = CACHE.matcher(text(folder.resolve("memory.stat")));
        long given = cache.find() ? Long.parseLong(cache.group(1)) : 0;
        return OptionalLong.of(Long.parseLong(most) - Long.parseLong(used) + given);
    }

    private static OptionalLong least(OptionalLong a, OptionalLong b) {
        return a.isEmpty() || (b.isPresent() && b.getAsLong() < a.getAsLong()) ? b : a;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}

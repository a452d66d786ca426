package qasr.natives;

import java.nio.file.Files;
import java.nio.file.Path;

/** A program that loads the bindings it is told and prints what is mapped then, a line each, and what it says of it. */
final class Loading {
    private Loading() {}

    @SuppressWarnings("SystemOut") // what the test reads
    public static void main(String[] names) throws Exception {
        for (String name : names) {
            NativeLibraries.load(Bindings.valueOf(name));
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/maps"))) {
            int path = line.indexOf('/');
            if (path >= 0) {
                System.out.println(line.substring(path));
            }
        }
        NativeLibraries.trouble().ifPresent(System.out::println);
    }
}

package qasr.spark;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * A recording of the list.
 *
 * @param id tells it apart: a sum of address and options
 * @param uri its address, with a scheme
 * @param name its name in results: a path of a local file, otherwise the address
 * @param seconds its length as the list states it; 0 if it does not
 * @param options its own options of {@code qasr transcribe}, after those of all, "" for none
 * @param target the name of its files below the folder of files, without the extension
 */
record Entry(String id, String uri, String name, double seconds, String options, String target)
        implements Serializable {
    /** Returns a sum of this recording as a part of names: 24 hexadecimal digits. */
    static String id(String uri, String options) {
        return Sums.of(uri, options);
    }

    OptionalDouble stated() {
        return seconds > 0 ? OptionalDouble.of(seconds) : OptionalDouble.empty();
    }

    Entry called(String files) {
        return new Entry(id, uri, name, seconds, options, files);
    }
}

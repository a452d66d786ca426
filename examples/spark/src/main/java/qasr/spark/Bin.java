package qasr.spark;

import java.io.Serializable;
import java.util.List;

/**
 * The work of one Spark task.
 *
 * @param alone whether this is the second try of one unit, after the first ended with the end of its process
 */
record Bin(List<Unit> units, boolean alone) implements Serializable {
    Bin {
        units = List.copyOf(units);
    }

    double seconds() {
        return units.stream().mapToDouble(Unit::seconds).sum();
    }
}

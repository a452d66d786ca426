package qasr.cli;

import java.util.List;
import qasr.console.ProcessEnvironment;
import qasr.engine.NativeEngines;
import qasr.testing.OtherRoom;

/** The program without room for an aligner beside a model; it can end as {@code kill -9} ends it. */
final class KilledRun {
    private KilledRun() {}

    /**
     * Runs the program.
     *
     * @param arguments a method and the number of its call that ends the process, see {@link OtherRoom}; then the program's
     */
    public static void main(String[] arguments) {
        String[] own = new String[arguments.length - 2];
        System.arraycopy(arguments, 2, own, 0, own.length);
        Main program = new Main(
                ProcessEnvironment.current(),
                OtherRoom.of(
                        new NativeEngines(directory -> List.of()),
                        false,
                        arguments[0],
                        Integer.parseInt(arguments[1])));
        System.exit(program.run(own));
    }
}

package qasr.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A program that takes part: qasr at one precision, or a peer. */
interface Contender {
    String name();

    /** Whether pairs are made of this one and each peer. */
    boolean isOurs();

    /** Transcribes {@code recording} and adds what was measured to {@code into}. */
    MeasuredProcess run(Recording recording, Series into) throws IOException, InterruptedException;

    /** qasr with {@code options}; {@code name} is the precision. */
    record Ours(String name, Qasr qasr, Path model, List<String> options) implements Contender {
        @Override
        public boolean isOurs() {
            return true;
        }

        @Override
        public MeasuredProcess run(Recording recording, Series into) throws IOException, InterruptedException {
            return qasr.transcribe(into, model, recording, options);
        }
    }

    /** Another program; what it says goes into {@code folder}. */
    record Peer(PeerCommand command, Path model, Path folder, Surroundings surroundings) implements Contender {
        @Override
        public String name() {
            return command.name();
        }

        @Override
        public boolean isOurs() {
            return false;
        }

        @Override
        public MeasuredProcess run(Recording recording, Series into) throws IOException, InterruptedException {
            MeasuredProcess process = run(recording, new String[0]);
            process.addTo(into);
            return process;
        }

        /** Returns what it says of its libraries' kernels. */
        String kernels(Recording recording) throws IOException, InterruptedException {
            run(recording, LibraryChoices.ASKING);
            return LibraryChoices.of(Files.readAllLines(log()));
        }

        private MeasuredProcess run(Recording recording, String[] settings) throws IOException, InterruptedException {
            String script = command.script(model, recording);
            MeasuredProcess process =
                    MeasuredProcess.run(log(), List.of("sh", "-c", script), surroundings.with(settings));
            if (process.status() != 0) {
                throw new AssertionError(
                        "%s ended with %d, see %s: %s".formatted(command.name(), process.status(), log(), script));
            }
            return process;
        }

        private Path log() {
            return folder.resolve("peer-" + command.name().replaceAll("\\W+", "-") + ".log");
        }
    }
}

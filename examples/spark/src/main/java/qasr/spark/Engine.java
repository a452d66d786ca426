package qasr.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import qasr.batch.StateFolders;
import qasr.console.Console;
import qasr.console.Environment;
import qasr.console.OutputFiles;
import qasr.console.Terminal;
import qasr.console.Verbosity;
import qasr.engine.NativeEngines;
import qasr.engine.Session;
import qasr.engine.WeightFolders;
import qasr.run.EmbeddedTranscriber;

/**
 * The one engine of this JVM. The model is opened by the first task that needs it and stays open for the next. One task works
 * at a time and computes with all cores of the executor; a second task of the same JVM waits. So an executor has the memory of
 * one model, and when its process ends, it is known which recordings it was working on.
 */
final class Engine {
    /** The system property with the folder into which JavaCPP unpacks libraries. */
    private static final String NATIVE_FOLDER = "org.bytedeco.javacpp.cachedir";

    private static final ReentrantLock TURN = new ReentrantLock(true);
    private static Optional<Session> session = Optional.empty();
    private static Optional<EmbeddedTranscriber> transcriber = Optional.empty();
    private static List<String> openOptions = List.of();

    private Engine() {}

    /** The right to use the engine, until it is closed. */
    static final class Turn implements AutoCloseable {
        private Turn() {}

        /** Returns the transcriber for these options. One for others is closed before. */
        EmbeddedTranscriber transcriber(List<String> options) {
            if (transcriber.isEmpty() || !openOptions.equals(options)) {
                closeTranscriber();
                transcriber = Optional.of(new EmbeddedTranscriber(session()));
                openOptions = List.copyOf(options);
            }
            return transcriber.get();
        }

        @Override
        public void close() {
            TURN.unlock();
        }
    }

    /** Returns the session, for work that needs no native code; no library is loaded for it. */
    static synchronized Session session() {
        if (session.isEmpty()) {
            session = Optional.of(newSession());
        }
        return session.get();
    }

    /** Waits until no other task uses the engine. */
    static Turn turn() {
        TURN.lock();
        return new Turn();
    }

    /** Closes the engine, unless a task uses it. The next turn opens it again. */
    static void closeIfIdle() {
        if (TURN.tryLock()) {
            try {
                closeTranscriber();
                session.ifPresent(open -> open.engines().close());
                session = Optional.empty();
            } finally {
                TURN.unlock();
            }
        }
    }

    private static void closeTranscriber() {
        transcriber.ifPresent(EmbeddedTranscriber::close);
        transcriber = Optional.empty();
    }

    private static Session newSession() {
        Locale.setDefault(Locale.ROOT); // as qasr does, for libraries: a Turkish machine must write the same bytes
        if (System.getProperty(NATIVE_FOLDER) == null) {
            // Executors of one machine share it; the home folder of a cluster's user often does not exist.
            System.setProperty(
                    NATIVE_FOLDER,
                    Path.of(System.getProperty("java.io.tmpdir"), "qasr-native-" + System.getProperty("user.name"))
                            .toString());
        }
        Environment environment = environment();
        return new Session(
                environment,
                new Console(environment, Verbosity.QUIET),
                new NativeEngines(new WeightFolders(environment)::of),
                new OutputFiles(),
                new StateFolders());
    }

    /** Messages go to the executor's standard error, where Spark keeps them. */
    private static Environment environment() {
        return new Environment(
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                new OutputStream() {
                    @Override
                    public void write(int value) {
                        System.err.write(value);
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        System.err.write(bytes, offset, length);
                    }

                    @Override
                    public void flush() throws IOException {
                        System.err.flush();
                    }
                },
                false,
                Terminal.none(),
                System.getenv(),
                Optional.empty());
    }
}

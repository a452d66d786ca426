package qasr.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A job that was submitted: a driver in a process of its own, whose executors have processes, too. */
final class Submitted implements AutoCloseable {
    private static final Path BUILD = Path.of(System.getProperty("qasr.spark.build"));
    private static final Path HOME = Path.of(System.getProperty("qasr.spark.home"));
    private static final Path JAR = Path.of(System.getProperty("qasr.spark.jar"));
    private static final Path CHECKOUT = Path.of(System.getProperty("qasr.checkout"));
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");
    private static final long PATIENCE_MINUTES = 15;

    private final Process process;
    private final Path log;

    private Submitted(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Submits a job to executors with one core each. */
    static Submitted toCluster(int executors, Path log, String... arguments) throws IOException {
        return to("local-cluster[" + executors + ",1,3072]", log, arguments);
    }

    static Submitted to(String master, Path log, String... arguments) throws IOException {
        Path tests = BUILD.resolve("test-classes");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g"));
        OPENED.forEach(name -> command.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-cp",
                tests + ":" + HOME.resolve("jars") + "/*",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--conf",
                "spark.ui.enabled=false",
                "--conf",
                "spark.executor.extraClassPath=" + tests,
                "--conf",
                "spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.cachedir=" + natives()
                        + " -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ErrorFile=/dev/null",
                "--conf",
                "spark.hadoop.fs.flaky.impl=" + FlakyFileSystem.class.getName(),
                JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("SPARK_HOME", HOME.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13"); // Spark guesses it from folders of its own build
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return new Submitted(builder.start(), log);
    }

    private static Path natives() {
        return BUILD.resolve("javacpp");
    }

    static Path model() {
        return CHECKOUT.resolve("models/demo").toAbsolutePath().normalize();
    }

    /** Waits for the end with {@code status}, and returns the lines that the job itself printed. */
    List<String> lines(int status) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != status) {
            throw new IllegalStateException("the job did not end with " + status + ": " + tail());
        }
        try (Stream<String> all = Files.lines(log)) {
            return all.filter(line -> line.startsWith("qasr: ")).toList();
        }
    }

    private String tail() throws IOException {
        List<String> all = Files.readAllLines(log);
        return String.join("\n", all.subList(Math.max(0, all.size() - 60), all.size()));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the processes of the executors. */
    List<ProcessHandle> executors() {
        return process.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .sorted(Comparator.comparing(ProcessHandle::pid))
                .toList();
    }

    /** Waits until {@code folder} has {@code count} files at least. */
    void awaitFiles(Path folder, int count) throws IOException, InterruptedException {
        while (isAlive() && count(folder) < count) {
            Thread.sleep(50);
        }
        if (!isAlive()) {
            throw new IllegalStateException("the job ended too early: " + tail());
        }
    }

    private static long count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** Ends the driver and the executors with SIGKILL. */
    void kill() throws InterruptedException {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Runs {@code qasr} in a process of its own, as a user of one machine does. */
    static void command(Path log, String... arguments) throws IOException, InterruptedException {
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.bytedeco.javacpp.cachedir=" + natives(),
                "-cp",
                classpath,
                "qasr.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(line -> {});
        }
        process.waitFor();
    }
}

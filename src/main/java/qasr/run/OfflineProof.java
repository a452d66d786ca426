package qasr.run;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import qasr.console.Failure;
import qasr.engine.ModelRequest;
import qasr.output.ResultDescriptor;
import qasr.run.Doctor.Diagnosis;

/**
 * Transcribes in a separate process and records the files and sockets that the process opens. The process has an empty
 * network namespace if the system allows one. strace(1) records, if it is installed; else the list of open files is read
 * repeatedly.
 */
public record OfflineProof(List<Diagnosis> findings) {
    private static final String TRACED = "trace=open,openat,creat,socket,connect,bind,sendto,sendmsg";

    /**
     * Runs the test.
     *
     * @param program the class whose main method is the program
     * @param model the model's directory
     * @param wav the recording to transcribe; it goes to the process's standard input and never to the disk
     */
    static OfflineProof run(Class<?> program, Path model, ModelRequest request, byte[] wav) {
        List<Diagnosis> findings = new ArrayList<>();
        try {
            List<String> namespace = namespace();
            findings.add(new Diagnosis(
                    "network",
                    true,
                    namespace.isEmpty()
                            ? "not turned off (unshare is missing or not allowed); sockets are only watched"
                            : "turned off: the run is in an empty network namespace (" + String.join(" ", namespace)
                                    + ")"));
            boolean traced = works(List.of("strace", "-f", "-qq", "-e", "trace=none", "true"));
            Path log = traced ? Files.createTempFile("qasr-proof", ".strace") : Path.of("");
            try {
                List<String> command = new ArrayList<>(namespace);
                if (traced) {
                    command.addAll(List.of("strace", "-f", "-qq", "-s", "4096", "-e", TRACED, "-o", log.toString()));
                }
                command.addAll(transcription(program, model, request));
                OpenFiles seen = new OpenFiles();
                int status = watched(command, wav, traced, seen);
                if (traced) {
                    seen.addTrace(Files.readAllLines(log, StandardCharsets.ISO_8859_1));
                }
                report(status, traced, !namespace.isEmpty(), seen, findings);
            } finally {
                if (traced) {
                    Files.deleteIfExists(log);
                }
            }
        } catch (IOException e) {
            findings.add(new Diagnosis("offline run", false, "failed: " + Failure.reason(e)));
        }
        return new OfflineProof(List.copyOf(findings));
    }

    /** Adds what was observed; where nothing could be, as without strace and /proc, that is no proof. */
    static void report(int status, boolean traced, boolean alone, OpenFiles seen, List<Diagnosis> findings) {
        findings.add(new Diagnosis(
                "offline run",
                status == 0,
                status == 0
                        ? "transcribed " + Doctor.length().toSeconds() + " s of sound from standard input"
                                + (alone ? " without a network" : "")
                        : "ended with status " + status));
        if (!traced && seen.looks() == 0) {
            findings.add(new Diagnosis(
                    "watched by",
                    false,
                    "nothing: strace is missing or not allowed, and this system has no list of open files in /proc"));
            findings.add(new Diagnosis("sockets", false, "not observed"));
            findings.add(new Diagnosis("written", false, "not observed"));
            return;
        }
        findings.add(new Diagnosis(
                "watched by",
                true,
                traced
                        ? "strace: every system call that opens a file or a socket"
                        : "the list of open files, read every few milliseconds, because strace is missing or not allowed;"
                                + " files that were open for a shorter time are not seen"));
        findings.add(new Diagnosis("sockets", seen.uses().isEmpty(), sockets(seen)));
        if (seen.written().isEmpty()) {
            findings.add(new Diagnosis("written", true, "no file was opened for writing"));
        }
        seen.written().forEach(file -> findings.add(new Diagnosis("written", true, file)));
    }

    private static String sockets(OpenFiles seen) {
        if (!seen.uses().isEmpty()) {
            return String.join(", ", seen.uses());
        }
        return seen.sockets().isEmpty()
                ? "no socket was opened"
                : "no socket was connected, bound or written to (Java opened and closed "
                        + seen.sockets().size() + " to test whether the system has IPv4 and IPv6)";
    }

    /** Returns the command that turns the network off; empty if that is not possible. */
    private static List<String> namespace() throws IOException {
        for (List<String> command : List.of(List.of("unshare", "-rn"), List.of("unshare", "-n"))) {
            List<String> attempt = new ArrayList<>(command);
            attempt.add("true");
            if (works(attempt)) {
                return command;
            }
        }
        return List.of();
    }

    private static boolean works(List<String> command) throws IOException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            return false; // not installed
        }
    }

    /** This program in another process. */
    private static List<String> transcription(Class<?> program, Path model, ModelRequest request) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !ResultDescriptor.isNamedBy(argument))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of("transcribe", "-q", "-m", model.toAbsolutePath().toString()));
        command.addAll(List.of("--device", request.device(), "--no-vad", "-"));
        return command;
    }

    private static int watched(List<String> command, byte[] wav, boolean traced, OpenFiles seen) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        // The user's settings could send results elsewhere.
        builder.environment().keySet().removeIf(name -> name.startsWith("QASR_"));
        builder.environment().put("XDG_CONFIG_HOME", "/dev/null");
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(wav);
        } catch (IOException e) {
            seen.note("standard input: " + Failure.reason(e)); // the process ended early, with a failure status
        }
        try {
            while (!traced && process.isAlive()) {
                seen.look(process.pid());
                Thread.sleep(2);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            throw new IOException("interrupted", e);
        }
    }

    /** The files and sockets that a process has opened. */
    public static final class OpenFiles {
        private final Set<String> written = new TreeSet<>();
        private final Set<String> sockets = new TreeSet<>();
        private final Set<String> uses = new TreeSet<>();
        private int looks;

        public Set<String> written() {
            return written;
        }

        /** Returns the sockets made: when Java's libnet is loaded, it makes one socket of each kind as a test. */
        public Set<String> sockets() {
            return sockets;
        }

        /** Returns the uses of sockets. */
        public Set<String> uses() {
            return uses;
        }

        /** Returns how often the list of open files could be read. */
        int looks() {
            return looks;
        }

        void note(String problem) {
            written.add(problem);
        }

        /** Adds the lines that strace wrote. */
        public void addTrace(List<String> lines) {
            for (String line : lines) {
                boolean failed = line.matches(".*\\) += -1 .*");
                if (line.matches(".*\\bsocket\\((AF_INET6?|AF_PACKET|AF_NETLINK)\\b.*")) {
                    sockets.add(line.replaceFirst("^\\d+ +", ""));
                } else if (line.matches(".*\\b(connect|bind|sendto|sendmsg)\\(.*sa_family=AF_INET6?\\b.*")) {
                    uses.add(line.replaceFirst("^\\d+ +", ""));
                } else if (!failed
                        && (line.contains(" creat(")
                                || line.matches(".* open(at)?\\(.*\\bO_(WRONLY|RDWR|CREAT)\\b.*"))) {
                    written.add(line.replaceFirst("^[^\"]*\"", "").replaceFirst("\"[^\"]*$", ""));
                }
            }
        }

        /** Adds the files that the process has open now. */
        void look(long pid) {
            Path open = Path.of("/proc/" + pid + "/fd");
            try (var files = Files.newDirectoryStream(open)) {
                for (Path file : files) {
                    lookAt(pid, file);
                }
                looks++;
            } catch (IOException e) {
                return; // it has just ended, or this system has no /proc
            }
        }

        private void lookAt(long pid, Path file) {
            try {
                String target = Files.readSymbolicLink(file).toString();
                String flags = Files.readString(Path.of("/proc/" + pid + "/fdinfo/" + file.getFileName()));
                if (target.startsWith("/") && writes(flags)) {
                    written.add(target);
                } else if (target.startsWith("socket:")) {
                    uses.add("a socket of unknown kind: " + target);
                }
            } catch (IOException e) {
                return; // closed meanwhile
            }
        }

        private static boolean writes(String info) {
            return info.lines()
                    .filter(line -> line.startsWith("flags:"))
                    .anyMatch(line ->
                            (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & 3) != 0);
        }
    }
}

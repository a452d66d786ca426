package qasr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import qasr.console.ExitStatus;

/**
 * Tests the jobs in {@code examples/kubernetes} and {@code examples/slurm}: the objects against the classes of the Kubernetes
 * API, the scripts with a stand-in for qasr.
 */
@DisabledOnOs(OS.WINDOWS)
final class ClusterExamplesTest {
    private static final Path JOB = Path.of("examples/kubernetes/job.yaml");
    private static final Path VOLUMES = Path.of("examples/kubernetes/volumes.yaml");
    private static final Path SLURM = Path.of("examples/slurm/qasr.sbatch").toAbsolutePath();

    private static final Pattern DOT = Pattern.compile("\\.");

    /** The stand-in: records its arguments, and ends as the variable QASR_ENDS says. */
    private static final String STAND_IN = """
            #!/bin/sh
            for a in "$@"; do printf '<%s>' "$a"; done >> "$CALLS"
            echo >> "$CALLS"
            case $QASR_ENDS in
                term) trap 'exit 143' TERM; kill -USR1 "$PPID"; while :; do sleep 0.05; done ;;
                late) trap 'exit 3' TERM; kill -USR1 "$PPID"; while :; do sleep 0.05; done ;;
                now) kill -USR1 "$PPID"; exit 3 ;;
            esac
            exit "$QASR_ENDS"
            """;

    @TempDir
    Path folder;

    private record Run(int status, String output) {}

    @BeforeEach
    void installStandIns() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (Map.Entry<String, String> program : Map.of(
                        "qasr", STAND_IN, "scontrol", "#!/bin/sh\necho \"scontrol $*\" >> \"$CALLS\"\n")
                .entrySet()) {
            Path file = Files.writeString(bin.resolve(program.getKey()), program.getValue());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static List<JsonObject> objects(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        strict.setMaxAliasesForCollections(0);
        List<JsonObject> objects = new ArrayList<>();
        for (Object object : new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(file))) {
            objects.add(new Gson().toJsonTree(object).getAsJsonObject());
        }
        return objects;
    }

    private static JsonElement at(JsonElement root, String path) {
        JsonElement here = root;
        for (String step : DOT.splitAsStream(path).toList()) {
            here = step.matches("\\d+")
                    ? here.getAsJsonArray().get(Integer.parseInt(step))
                    : here.getAsJsonObject().get(step);
            assertTrue(here != null, path + ": there is no " + step);
        }
        return here;
    }

    @Test
    void theMemoryIsThatOfTheReadme() throws IOException {
        String table = Files.readString(Path.of("README.md")).replaceFirst("(?s).*\n\\| 10 minutes ([^\n]*).*", "$1");
        assertTrue(table.contains(" 2.0 GB ") && table.contains(" 2.1 GB "), table);
        for (String folder : List.of("kubernetes", "slurm")) {
            String text = Files.readString(Path.of("examples", folder, "README.md"));
            assertTrue(text.contains("in 2.0 to 2.1 GB of memory"), folder);
        }
    }

    @Test
    void theObjectsAreThoseOfTheKubernetesApi() throws Exception {
        List<JsonObject> all = new ArrayList<>(objects(JOB));
        all.addAll(objects(VOLUMES));
        List<String> kinds = new ArrayList<>();
        for (JsonObject object : all) {
            KubernetesObject.check(object);
            kinds.add(at(object, "kind").getAsString());
        }
        assertEquals(
                List.of(
                        "Job",
                        "PersistentVolume",
                        "PersistentVolumeClaim",
                        "PersistentVolumeClaim",
                        "PersistentVolumeClaim"),
                kinds);
        JsonObject wrong = all.get(0).deepCopy();
        at(wrong, "spec.podFailurePolicy.rules.2.onExitCodes").getAsJsonObject().addProperty("value", 2);
        assertTrue(refusal(wrong).contains("rules[2].onExitCodes.value"), refusal(wrong));
        wrong = all.get(0).deepCopy();
        at(wrong, "spec").getAsJsonObject().addProperty("completions", "64");
        assertTrue(refusal(wrong).contains("completions"), refusal(wrong));
        wrong = all.get(0).deepCopy();
        at(wrong, "spec.podFailurePolicy.rules.0").getAsJsonObject().remove("action");
        assertTrue(refusal(wrong).contains("action"), refusal(wrong));
    }

    private static String refusal(JsonObject object) throws Exception {
        try {
            KubernetesObject.check(object);
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** The API server checks these rules, and no schema has them. */
    @Test
    void thePolicyIsOneThatTheApiServerAccepts() throws Exception {
        JsonObject spec = at(objects(JOB).get(0), "spec").getAsJsonObject();
        assertEquals("Indexed", at(spec, "completionMode").getAsString());
        assertEquals("Never", at(spec, "template.spec.restartPolicy").getAsString());
        assertEquals("Failed", at(spec, "podReplacementPolicy").getAsString());
        assertTrue(at(spec, "backoffLimitPerIndex").getAsInt() > 0); // FailIndex needs it
        assertTrue(at(spec, "template.spec.terminationGracePeriodSeconds").getAsInt() >= 30);
        Map<Integer, String> actions = new TreeMap<>();
        List<String> conditions = new ArrayList<>();
        String container = at(spec, "template.spec.containers.0.name").getAsString();
        for (JsonElement rule : at(spec, "podFailurePolicy.rules").getAsJsonArray()) {
            String action = at(rule, "action").getAsString();
            JsonObject own = rule.getAsJsonObject();
            assertTrue(own.has("onExitCodes") != own.has("onPodConditions"), own.toString());
            if (own.has("onPodConditions")) {
                conditions.add(at(own, "onPodConditions.0.type").getAsString() + " " + action);
                continue;
            }
            assertEquals(container, at(own, "onExitCodes.containerName").getAsString());
            assertEquals("In", at(own, "onExitCodes.operator").getAsString());
            int last = 0; // ascending, and not 0
            for (JsonElement value : at(own, "onExitCodes.values").getAsJsonArray()) {
                assertTrue(value.getAsInt() > last, own.toString());
                last = value.getAsInt();
                actions.put(last, action);
            }
        }
        assertEquals(List.of("DisruptionTarget Ignore"), conditions);
        Map<Integer, String> expected = new TreeMap<>();
        for (ExitStatus status : List.of(ExitStatus.USAGE, ExitStatus.INPUT, ExitStatus.MODEL, ExitStatus.OUTPUT)) {
            expected.put(status.code(), "FailIndex");
        }
        for (ExitStatus status : List.of(ExitStatus.HUNG_UP, ExitStatus.INTERRUPTED, ExitStatus.TERMINATED)) {
            expected.put(status.code(), "Ignore");
        }
        assertEquals(expected, actions);
    }

    @Test
    void everyVolumeOfThePodIsThere() throws Exception {
        JsonObject pod = at(objects(JOB).get(0), "spec.template.spec").getAsJsonObject();
        Set<String> mounted = names(at(pod, "containers.0.volumeMounts").getAsJsonArray());
        assertEquals(mounted, names(at(pod, "volumes").getAsJsonArray()));
        Set<String> claims = new TreeSet<>();
        for (JsonElement volume : at(pod, "volumes").getAsJsonArray()) {
            if (volume.getAsJsonObject().has("persistentVolumeClaim")) {
                claims.add(at(volume, "persistentVolumeClaim.claimName").getAsString());
            }
        }
        for (JsonObject object : objects(VOLUMES)) {
            if (at(object, "kind").getAsString().equals("PersistentVolumeClaim")) {
                assertTrue(claims.remove(at(object, "metadata.name").getAsString()), object.toString());
            }
        }
        assertEquals(new TreeSet<>(), claims);
    }

    private static Set<String> names(JsonArray objects) {
        Set<String> names = new TreeSet<>();
        objects.forEach(object -> names.add(at(object, "name").getAsString()));
        return names;
    }

    @Test
    void thePodTranscribesItsShardAndHandsTheStatusOn() throws Exception {
        JsonObject spec = at(objects(JOB).get(0), "spec").getAsJsonObject();
        JsonElement container = at(spec, "template.spec.containers.0");
        Map<String, String> environment = new TreeMap<>();
        for (JsonElement variable : at(container, "env").getAsJsonArray()) {
            environment.put(
                    at(variable, "name").getAsString(), at(variable, "value").getAsString());
        }
        assertEquals(at(spec, "completions").getAsString(), environment.get("SHARDS"));
        environment.put(
                "RECORDINGS",
                Files.createDirectory(folder.resolve("my recordings")).toString());
        environment.put(
                "RESULTS", Files.createDirectory(folder.resolve("results")).toString());
        environment.put("JOB_COMPLETION_INDEX", "0");
        environment.put("QASR_ENDS", "3");
        List<String> command = new ArrayList<>();
        at(container, "command").getAsJsonArray().forEach(word -> command.add(word.getAsString()));
        at(container, "args").getAsJsonArray().forEach(word -> command.add(word.getAsString()));
        Run unmounted = run(environment, command);
        assertEquals(1, unmounted.status());
        assertTrue(unmounted.output().endsWith("my recordings is empty\n"), unmounted.output());
        Files.writeString(folder.resolve("my recordings/a.wav"), "");
        assertEquals(new Run(3, ""), run(environment, command));
        environment.put("JOB_COMPLETION_INDEX", "63");
        environment.put("QASR_ENDS", "0");
        assertEquals(new Run(0, ""), run(environment, command));
        String results = folder.resolve("results").toString();
        String call = "<transcribe><-t><2><-m><Qwen3-ASR-0.6B><-r><-f><txt,json><-d><" + results
                + "/transcripts><--shard><%s/64><--report><" + results + "/reports/%s.json><"
                + folder.resolve("my recordings") + ">";
        assertEquals(
                List.of(
                        call.replaceFirst("%s", "1").replaceFirst("%s", "0"),
                        call.replaceFirst("%s", "64").replaceFirst("%s", "63")),
                calls());
    }

    @Test
    void slurmStartsOneShardPerTaskAndQueuesAgainAtTheTimeLimit() throws Exception {
        assumeTrue(run(Map.of(), List.of("bash", "--version")).status() == 0, "bash is not installed");
        assertEquals(new Run(0, ""), run(Map.of(), List.of("bash", "-n", SLURM.toString())));
        String script = Files.readString(SLURM);
        assertTrue(script.contains("\n#SBATCH --array=1-64%16\n") && script.contains("\nshards=64 "), script);
        Map<String, String> task = new TreeMap<>(Map.of(
                "SLURM_ARRAY_TASK_ID", "12", "SLURM_CPUS_PER_TASK", "4", "SLURM_JOB_ID", "977", "QASR_ENDS", "0"));
        List<String> command = List.of(
                "bash", SLURM.toString(), "my recordings", folder.resolve("out").toString());
        String call = "<transcribe><-t><4><-m><Qwen3-ASR-0.6B><-r><-f><txt,json><-d><" + folder
                + "/out/transcripts><--shard><12/64><--report><" + folder + "/out/reports/12.json><my recordings>";
        assertEquals(new Run(0, ""), run(task, command));
        assertEquals(List.of(call), calls());
        task.put("QASR_ENDS", "3");
        assertEquals(3, run(task, command).status());
        assertEquals(List.of(call, call), calls());
        task.put("QASR_ENDS", "143"); // stopped by scancel, and not by the time limit
        assertEquals(143, run(task, command).status());
        assertEquals(List.of(call, call, call), calls());
        task.put("QASR_ENDS", "late"); // done when the time limit comes
        assertEquals(3, run(task, command).status());
        assertEquals(List.of(call, call, call, call), calls());
        task.put("QASR_ENDS", "term");
        assertEquals(143, run(task, command).status());
        assertEquals(List.of(call, call, call, call, call, "scontrol requeue 977"), calls());
        task.put("QASR_ENDS", "now"); // bash may lose the status: then the task is queued again, and never lost
        for (int i = 0; i < 30; i++) {
            Files.delete(folder.resolve("calls"));
            int status = run(task, command).status();
            List<String> expected = status == 3 ? List.of(call) : List.of(call, "scontrol requeue 977");
            assertTrue(Set.of(3, 143, 255).contains(status), "status " + status);
            assertEquals(expected, calls());
        }
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private Run run(Map<String, String> variables, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.putAll(variables);
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("CALLS", folder.resolve("calls").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }
}

package qasr.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The job, as the driver sees it: list, look, recordings (long ones are divided), parts, joins, table. Between two of these
 * steps, everything is in the folder of results; a job that was stopped continues from there.
 */
final class Driver {
    private static final int SLICE_ROWS = 2000;
    private static final double SECONDS_PER_HOUR = 3600;

    private final JobSettings settings;
    private final JavaSparkContext context;
    private final SparkSession spark;
    private final OutputFolder output;
    private final String run = UUID.randomUUID().toString();
    private final List<String> failed = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    /** The keys of recordings that failed in this run. */
    private final Set<String> broken = new HashSet<>();

    private Set<String> left = Set.of();

    Driver(JobSettings settings, SparkSession spark) throws IOException {
        this.settings = settings;
        this.spark = spark;
        this.context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        this.output = new OutputFolder(settings.output(), context.hadoopConfiguration());
    }

    /** Does the job, and returns how many rows of the table have each status; none of a plan. */
    Map<String, Long> run() throws IOException {
        cluster().sizing(settings).forEach(Driver::say);
        RecordingList list = RecordingList.read(settings.input(), spark);
        list.notes().forEach(Driver::say);
        ResultTable table = new ResultTable(spark, settings);
        Map<Look.State, List<Look>> looks = look(list.entries(), table).stream()
                .collect(Collectors.groupingBy(Look::state, TreeMap::new, Collectors.toList()));
        List<Look> toDo = looks.getOrDefault(Look.State.TO_DO, List.of());
        List<Unit> units = toDo.stream().map(Unit::recording).toList();
        sayPlan(looks, units);
        if (settings.planOnly()) {
            return Map.of();
        }
        looks.getOrDefault(Look.State.KEPT, List.of()).forEach(look -> kept.add(look.key()));
        looks.getOrDefault(Look.State.FAILED, List.of())
                .forEach(look -> failed.add(ResultRow.failed(look, look.error()).json()));
        left = new Begun(output, run).left();
        transcribe(units);
        List<String> current = looks.getOrDefault(Look.State.CURRENT, List.of()).stream()
                .map(look -> look.entry().id())
                .toList();
        table.write(current, kept, failed);
        output.remove(OutputFolder.STATE);
        Map<String, Long> counts = table.counts();
        say("table: " + output + "/recordings: " + counts);
        return counts;
    }

    private List<Look> look(List<Entry> entries, ResultTable table) throws IOException {
        int slices = Math.max(cluster().slots(), 1 + entries.size() / SLICE_ROWS);
        List<Look> looks =
                collect(table.withEarlier(entries, slices).mapPartitions(new LookFunction(settings, configuration())));
        Set<String> keys = Results.keys(output);
        return looks.stream()
                .map(look ->
                        look.state() == Look.State.TO_DO && keys.contains(look.key()) ? look.as(Look.State.KEPT) : look)
                .toList();
    }

    private Cluster cluster() {
        return Cluster.of(spark.sparkContext());
    }

    private SerializableConfiguration configuration() {
        return new SerializableConfiguration(context.hadoopConfiguration());
    }

    private void sayPlan(Map<Look.State, List<Look>> looks, List<Unit> units) {
        StringBuilder counts = new StringBuilder();
        looks.forEach((state, all) -> counts.append(counts.isEmpty() ? "" : ", ")
                .append(all.size())
                .append(' ')
                .append(state.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        say("recordings: " + (counts.isEmpty() ? "none" : counts));
        double hours = units.stream().mapToDouble(Unit::seconds).sum() / SECONDS_PER_HOUR;
        say(String.format(
                Locale.ROOT,
                "plan: about %.2f hours of sound in %d tasks of at most %d cores, %d at the same time",
                hours,
                Packing.pack(
                                units,
                                Packing.goal(
                                        units, settings.partSeconds(), cluster().slots()))
                        .size(),
                cluster().threads(),
                cluster().slots()));
    }

    private void transcribe(List<Unit> recordings) throws IOException {
        List<Unit> parts = new ArrayList<>();
        List<Unit> joins = new ArrayList<>();
        for (Outcome outcome : rounds("recordings", recordings)) {
            if (outcome.end() == Outcome.End.DIVIDED) {
                Look look = outcome.unit().look();
                for (int part = 0; part < outcome.parts(); part++) {
                    parts.add(new Unit(Unit.Kind.PART, look, part, outcome.seconds() / outcome.parts()));
                }
                joins.add(new Unit(Unit.Kind.JOIN, look, -1, outcome.seconds()));
            } else {
                note(outcome);
            }
        }
        rounds("parts of long recordings", parts).stream()
                .filter(outcome -> outcome.end() == Outcome.End.FAILED)
                .forEach(this::note);
        joins.removeIf(join -> broken.contains(join.look().key()));
        rounds("long recordings, joined", joins).forEach(this::note);
    }

    /** Notes the result of a recording. It fails once, however many of its parts do. */
    private void note(Outcome outcome) {
        String key = outcome.unit().look().key();
        if (outcome.end() == Outcome.End.DONE) {
            kept.add(key);
        } else if (broken.add(key)) {
            failed.add(outcome.row());
        }
    }

    /** Does all units: in groups, then those that may have ended a process, alone, then those that were put back. */
    private List<Outcome> rounds(String what, List<Unit> units) throws IOException {
        List<Outcome> ended = new ArrayList<>();
        List<Unit> suspects = new ArrayList<>();
        List<Unit> open = new ArrayList<>();
        units.forEach(unit -> (left.contains(unit.name()) ? suspects : open).add(unit));
        while (!open.isEmpty() || !suspects.isEmpty()) {
            List<Unit> again = new ArrayList<>();
            if (!open.isEmpty()) {
                double goal =
                        Packing.goal(open, settings.partSeconds(), cluster().slots());
                sort(round(what, Packing.pack(open, goal)), ended, suspects, again);
            }
            open.clear();
            open.addAll(again);
            List<Bin> alone = suspects.stream()
                    .sorted(Unit.LONGEST_FIRST)
                    .map(unit -> new Bin(List.of(unit), true))
                    .toList();
            suspects.clear();
            if (!alone.isEmpty()) {
                sort(round(what + ", alone after the end of a process", alone), ended, suspects, open);
            }
        }
        return ended;
    }

    private static void sort(List<Outcome> outcomes, List<Outcome> ended, List<Unit> suspects, List<Unit> again) {
        for (Outcome outcome : outcomes) {
            switch (outcome.end()) {
                case SUSPECT -> suspects.add(outcome.unit());
                case PUT_BACK -> again.add(outcome.unit());
                default -> ended.add(outcome);
            }
        }
    }

    private List<Outcome> round(String what, List<Bin> bins) throws IOException {
        int units = bins.stream().mapToInt(bin -> bin.units().size()).sum();
        say(what + ": " + units + " in " + bins.size() + " tasks");
        context.setJobDescription("qasr: " + what);
        return collect(context.parallelize(bins, bins.size())
                .mapPartitions(new WorkFunction(
                        settings, configuration(), run, cluster().threads())));
    }

    /** Runs tasks. The error of an executor that ends the job becomes the error of the job. */
    private static <T> List<T> collect(JavaRDD<T> tasks) throws IOException {
        try {
            return tasks.collect();
        } catch (Exception e) { // Scala throws checked exceptions without a declaration
            if (e instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IOException(e.getCause() instanceof IOException cause ? cause.getMessage() : e.getMessage(), e);
        }
    }

    static void say(String text) {
        System.out.println("qasr: " + text);
    }
}

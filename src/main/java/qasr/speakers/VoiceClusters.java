package qasr.speakers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The speakers of a recording: a label for each piece of speech. The same pieces in another order get the same labels.
 *
 * <ol>
 *   <li>Strong pieces (long enough, one voice) are clustered by average linkage. The threshold follows the recording: it is a
 *       fraction of the similarity of neighbouring pieces, because noise and reverberation lower all similarities.
 *   <li>Two clusters are one speaker if they are almost as similar to each other as each is to itself. This measure does not
 *       depend on noise, which lowers both.
 *   <li>A small cluster is a speaker only if it is unlike all others: the fewer pieces it has, and the more there are in all,
 *       the more unlike.
 *   <li>A cluster that is a sum of two others is not a speaker, but two at the same time: see {@link Mixtures}.
 *   <li>All pieces, weak ones too, go to the nearest mean, and the means are computed again.
 *   <li>A requested number of speakers holds: further merges or splits follow the order of the linkage.
 * </ol>
 *
 * <p>Above {@link #MOST_LINKED} pieces, neighbours that are alike are joined before linkage, so that memory and time stay
 * bounded for many hours.
 */
public final class VoiceClusters {
    /** The most items that are linked: 32 MB of similarities. */
    static final int MOST_LINKED = 2000;

    private static final double SHARE_OF_LEVEL = 0.7;
    private static final double LEAST_THRESHOLD = 0.25;
    private static final double MOST_THRESHOLD = 0.45;
    private static final double USUAL_LEVEL = 0.55;
    private static final double SAME_SPEAKER = 0.75;
    private static final int LARGE = 5;
    private static final double[] UNLIKE = {0, 0.15, 0.2, 0.25, 0.3};
    private static final int ROUNDS = 6;
    /** Among more pieces, a single one that is unlike all others is more often noise than a speaker. */
    private static final int FEW = 15;

    /**
     * A piece of speech.
     *
     * @param start in seconds
     * @param end in seconds
     * @param strong whether it may found a speaker: long enough, and of one voice
     * @param embedding not normalised
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    public record Voice(double start, double end, boolean strong, float[] embedding) {}

    /**
     * The result.
     *
     * @param labels the speaker of each piece, as they were given; numbers by first appearance in time, without holes
     * @param means the mean direction of each speaker's strong pieces, of length 1
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
    public record Speakers(int[] labels, double[][] means) {}

    private final double[][] units;
    private final double[] starts;
    private final double[] ends;
    private final SpeakerCount wanted;

    private VoiceClusters(List<Voice> strong, SpeakerCount wanted) {
        units = new double[strong.size()][];
        starts = new double[strong.size()];
        ends = new double[strong.size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = unit(strong.get(i));
            starts[i] = strong.get(i).start();
            ends[i] = strong.get(i).end();
        }
        this.wanted = wanted;
    }

    private static double[] unit(Voice voice) {
        double[] vector = new double[voice.embedding().length];
        Arrays.setAll(vector, i -> voice.embedding()[i]);
        return Similarities.unit(vector);
    }

    /** Returns the speakers of {@code voices}, in any order. */
    public static Speakers of(List<Voice> voices, SpeakerCount wanted) {
        if (voices.isEmpty()) {
            return new Speakers(new int[0], new double[0][]);
        }
        Integer[] order = new Integer[voices.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparing(voices::get, BY_TIME));
        List<Voice> sorted = Arrays.stream(order).map(voices::get).toList();
        List<Voice> strong = sorted.stream().filter(Voice::strong).toList();
        if (strong.size() < Math.min(wanted.least(), sorted.size()) || strong.isEmpty()) {
            strong = sorted;
        }
        VoiceClusters founders = new VoiceClusters(strong, wanted);
        List<VoiceCluster> clusters = founders.clusters();
        double[][] means = clusters.stream().map(VoiceCluster::mean).toArray(double[][]::new);
        int[] labels = labels(clusters, means, founders.units);
        int[] speakers = new int[sorted.size()];
        boolean all = strong.size() == sorted.size();
        for (int i = 0, founder = 0; i < speakers.length; i++) {
            speakers[i] = all || sorted.get(i).strong()
                    ? labels[founder++]
                    : Similarities.nearest(unit(sorted.get(i)), means);
        }
        return numbered(speakers, means, order);
    }

    /** Returns the cluster of each piece; one that was left out goes to the nearest mean. */
    private static int[] labels(List<VoiceCluster> clusters, double[][] means, double[][] units) {
        int[] labels = new int[units.length];
        Arrays.fill(labels, -1);
        for (int k = 0; k < means.length; k++) {
            for (int i : clusters.get(k).pieces()) {
                labels[i] = k;
            }
        }
        for (int i = 0; i < labels.length; i++) {
            labels[i] = labels[i] >= 0 ? labels[i] : Similarities.nearest(units[i], means);
        }
        return labels;
    }

    private static final Comparator<Voice> BY_TIME = Comparator.comparingDouble(Voice::start)
            .thenComparingDouble(Voice::end)
            .thenComparing(Voice::embedding, Arrays::compare);

    private static Speakers numbered(int[] nearest, double[][] means, Integer[] order) {
        int[] numbers = Labels.numbered(nearest);
        double[][] sorted = new double[Labels.count(numbers)][];
        int[] labels = new int[nearest.length];
        for (int i = 0; i < nearest.length; i++) {
            labels[order[i]] = numbers[i];
            sorted[numbers[i]] = means[nearest[i]];
        }
        return new Speakers(labels, sorted);
    }

    private List<VoiceCluster> clusters() {
        double level = level();
        boolean[] touching = new boolean[units.length];
        for (int i = 1; i < touching.length; i++) {
            touching[i] = starts[i] <= ends[i - 1];
        }
        NeighbourGroups groups = NeighbourGroups.of(units, touching, level, MOST_LINKED);
        List<AverageLinkage.Merge> merges =
                AverageLinkage.merges(Similarities.products(groups.means()), groups.sizes());
        double threshold = Math.max(LEAST_THRESHOLD, Math.min(MOST_THRESHOLD, SHARE_OF_LEVEL * level));
        List<VoiceCluster> clusters = groups.clusters(AverageLinkage.labels(merges, groups.size(), threshold), units);
        clusters = withoutMixtures(refined(withoutSmall(joined(clusters), level), true));
        if (clusters.size() < wanted.least()) {
            clusters = refined(split(groups, merges, wanted.least()), false);
        }
        while (clusters.size() > wanted.most()) {
            clusters = refined(withoutOne(clusters), false);
        }
        return clusters;
    }

    /** Returns the usual similarity of pieces of one speaker: that of pieces one after another, most of which are. */
    private double level() {
        double[] near = IntStream.range(0, Math.max(0, units.length - 2))
                .mapToDouble(i -> Similarities.dot(units[i], units[i + 2]))
                .sorted()
                .toArray();
        return near.length < 3 ? USUAL_LEVEL : near[near.length / 2];
    }

    /** Merges large clusters that are as similar to each other as to themselves, the most similar first. */
    private List<VoiceCluster> joined(List<VoiceCluster> clusters) {
        List<VoiceCluster> joined = new ArrayList<>(clusters);
        while (joined.size() > wanted.least()) {
            int[] pair = closest(joined, LARGE);
            if (pair.length == 0 || joined.get(pair[0]).likeness(joined.get(pair[1])) < SAME_SPEAKER) {
                break;
            }
            join(joined, pair);
        }
        return joined;
    }

    private void join(List<VoiceCluster> clusters, int[] pair) {
        clusters.set(pair[0], clusters.get(pair[0]).with(clusters.get(pair[1]), units));
        clusters.remove(pair[1]);
    }

    /** Returns the two clusters of at least {@code least} pieces that are most alike, or nothing. */
    private static int[] closest(List<VoiceCluster> clusters, int least) {
        int[] best = {};
        double most = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < clusters.size(); a++) {
            for (int b = a + 1; b < clusters.size(); b++) {
                if (Math.min(clusters.get(a).size(), clusters.get(b).size()) >= least) {
                    double likeness = clusters.get(a).likeness(clusters.get(b));
                    if (likeness > most) {
                        most = likeness;
                        best = new int[] {a, b};
                    }
                }
            }
        }
        return best;
    }

    private List<VoiceCluster> withoutSmall(List<VoiceCluster> clusters, double level) {
        List<VoiceCluster> bySize = new ArrayList<>(clusters);
        bySize.sort(Comparator.comparingInt((VoiceCluster cluster) -> -cluster.size())
                .thenComparingInt(cluster -> cluster.pieces().get(0)));
        double doublings = Math.log(units.length / 30.0) / Math.log(2);
        double strictness = within(0.6, level / USUAL_LEVEL, 1.2) * within(0.5, 1.6 - 0.2 * doublings, 1.6);
        List<VoiceCluster> kept = new ArrayList<>();
        for (VoiceCluster cluster : bySize) {
            double nearest = kept.stream().mapToDouble(cluster::between).max().orElse(Double.NEGATIVE_INFINITY);
            boolean enough = cluster.size() > 1 || units.length <= FEW || kept.isEmpty();
            if (cluster.size() >= LARGE || (enough && nearest < UNLIKE[cluster.size()] * strictness)) {
                kept.add(cluster);
            }
        }
        return kept;
    }

    /** Gives the pieces of mixtures of two speakers to the nearest mean, the clearest mixture first. */
    private List<VoiceCluster> withoutMixtures(List<VoiceCluster> clusters) {
        Mixtures mixtures = new Mixtures(starts, ends);
        List<VoiceCluster> pure = clusters;
        while (pure.size() > Math.max(2, wanted.least())) {
            OptionalInt mixture = mixtures.best(pure);
            if (mixture.isEmpty()) {
                break;
            }
            List<VoiceCluster> rest = new ArrayList<>(pure);
            rest.remove(mixture.getAsInt());
            pure = refined(rest, true);
        }
        return pure;
    }

    private static double within(double least, double value, double most) {
        return Math.max(least, Math.min(most, value));
    }

    /** Gives all pieces to the nearest mean, again and again; if {@code mayJoin}, clusters may become one. */
    private List<VoiceCluster> refined(List<VoiceCluster> clusters, boolean mayJoin) {
        List<VoiceCluster> refined = clusters;
        int[] labels = {};
        for (int round = 0; round < ROUNDS; round++) {
            double[][] means = refined.stream().map(VoiceCluster::mean).toArray(double[][]::new);
            int[] now = new int[units.length];
            List<List<Integer>> next = new ArrayList<>();
            for (int k = 0; k < means.length; k++) {
                next.add(new ArrayList<>());
            }
            for (int i = 0; i < units.length; i++) {
                now[i] = Similarities.nearest(units[i], means);
                next.get(now[i]).add(i);
            }
            if (Arrays.equals(now, labels) || (!mayJoin && next.stream().anyMatch(List::isEmpty))) {
                return refined;
            }
            List<VoiceCluster> full = next.stream()
                    .filter(pieces -> !pieces.isEmpty())
                    .map(pieces -> VoiceCluster.of(pieces, units))
                    .toList();
            refined = mayJoin ? joined(full) : full;
            labels = refined.size() == means.length ? now : new int[0];
        }
        return refined;
    }

    /** Returns at least {@code count} clusters if there are as many pieces: the largest ones of the first cut that has them. */
    private List<VoiceCluster> split(NeighbourGroups groups, List<AverageLinkage.Merge> merges, int count) {
        for (int least = LARGE; least > 0; least--) {
            int size = least;
            for (int kept = merges.size(); kept >= 0; kept--) {
                int[] labels = AverageLinkage.labels(merges.subList(0, kept), groups.size());
                if (groups.large(labels, size) >= count) {
                    return groups.clusters(labels, units).stream()
                            .filter(cluster -> cluster.size() >= size)
                            .toList();
                }
            }
        }
        return IntStream.range(0, units.length)
                .mapToObj(i -> VoiceCluster.of(List.of(i), units))
                .toList();
    }

    private List<VoiceCluster> withoutOne(List<VoiceCluster> clusters) {
        List<VoiceCluster> fewer = new ArrayList<>(clusters);
        join(fewer, closest(fewer, 1));
        return fewer;
    }
}

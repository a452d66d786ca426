/**
 * The benchmark: {@code mvn -B -Pbench verify}, or with settings such as {@code -Dbench.minutes=30
 * -Dbench.dtypes=fp16,int8 -Dbench.peer='qwen_asr -d {model} -i {wav} -S 30'}. All settings: BenchSettings.
 *
 * <p>What enters: seeded weights of the full published shape, written under target/ once, and a recording made of the
 * speech in the folder "shared" or of the repository's examples. qasr runs as a whole process, through its launcher, so
 * that what is measured is what a user waits for. What leaves: target/bench/bench.json and target/bench/bench.txt.
 *
 * <p>Random weights never stop and say nothing, so every chunk is made to say four tokens a second ({@code
 * --forced-tokens}); peers that are measured beside must be made to do the same (models/PEERS.md says how). All run in
 * alternation, every second round backwards, so that a machine that slows down slows all: ratios are of runs of one round,
 * and hold where seconds do not.
 *
 * <p>What makes it fair: a whole run (start-up, end to end) beside which other processes or another machine took the processors (BusyRule) is made again
 * and in the end left out; what the environment says to OpenBLAS is taken away from all; the libraries of each program are
 * made to say which kernels they chose, in a run of their own.
 *
 * <p>Stages are measured once more within one process, each in turn with the matrix products in it alone (StageCosts): those
 * with weights, and beside them, for a prompt, the two products that attention is made of, which are float32 at every
 * precision. Single kernels are measured with JMH (src/bench, only in the profile "bench"). {@code -Dit.test=SoakIT -Dbench.soak=MINUTES} runs
 * qasr beside a program that takes every processor and compares bytes.
 *
 * <p>Stage times are sums over the threads: on two cores they add up to almost twice the time on the wall.
 */
package qasr.bench;

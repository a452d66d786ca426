package qasr.mutants;

import java.util.List;

/** The planted faults, in the order of the pipeline. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of(..)
enum Mutant {
    LINEAR_RESAMPLER(
            "linear interpolation as resampler",
            List.of("qasr.ffmpeg.ResamplerTest#theUsefulBandIsFlat"),
            SourceEdit.java(
                    "ffmpeg/Resampler.java",
                    "private long taken;",
                    "private final java.util.List<Float> heard = new java.util.ArrayList<>(); private long taken;"),
            SourceEdit.java("ffmpeg/Resampler.java", "for (int done = 0;", """
                    for (int i = 0; i < count; i++) {
                        heard.add(samples[offset + i]);
                    }
                    while (given < outputSamples(taken, rate)) {
                        int before = (int) (given * rate / Waveform.SAMPLE_RATE);
                        float part = (float) given * rate / Waveform.SAMPLE_RATE - before;
                        if (before + 1 >= heard.size()) {
                            return;
                        }
                        give(new float[] {(1 - part) * heard.get(before) + part * heard.get(before + 1)}, 1);
                    }
                    for (int done = count;""")),

    DETECTOR_TAIL_REPEATED(
            "the speech detector's last VAD frame padded with repeats of the sound instead of zeros",
            List.of("qasr.vad.SpeechChunksTest#theLastVadFrameIsFilledUpWithZeros"),
            SourceEdit.java(
                    "vad/SpeechChunks.java",
                    "detector.probabilities(Arrays.copyOf(block, wholeFrames(block.length)))",
                    "detector.probabilities(repeated(block, wholeFrames(block.length)))"),
            SourceEdit.java("vad/SpeechChunks.java", "private void listen() {", """
                    private static float[] repeated(float[] block, int length) {
                        float[] whole = new float[length];
                        for (int i = 0; i < length; i++) {
                            whole[i] = block[i % block.length];
                        }
                        return whole;
                    }
                    private void listen() {""")),

    MARKED_TAIL_REPEATED(
            "the last VAD frame of a chunk that was cut without the detector padded with repeats instead of zeros",
            List.of("qasr.vad.MarkedChunksTest#theLastVadFrameIsFilledUpWithZeros"),
            SourceEdit.java("vad/MarkedChunks.java", "detector.probabilities(samples)", """
                    detector.probabilities(repeated(samples, waveform.length()))"""),
            SourceEdit.java("vad/MarkedChunks.java", "private boolean isSpeech(", """
                    private static float[] repeated(float[] samples, int length) {
                        for (int i = length; i < samples.length; i++) {
                            samples[i] = samples[i - length];
                        }
                        return samples;
                    }
                    private boolean isSpeech(""")),

    DETECTOR_WITHOUT_NYQUIST(
            "the 129th STFT bin of the speech detector, 8 kHz, is zero",
            List.of("qasr.torch.SileroDetectorTest#madeSignalGetsTheProbabilitiesOfTheGoldenFile"),
            SourceEdit.java("torch/SileroWeights.java", "floats.get(values);", """
                    floats.get(values);
                    if (name.equals("model.stft.forward_basis_buffer")) {
                        java.util.Arrays.fill(values, 128 * 256, 129 * 256, 0); // cosines
                        java.util.Arrays.fill(values, 257 * 256, 258 * 256, 0); // sines
                    }""")),

    SHORT_CHUNK_REPEATED(
            "a chunk of less than half a second padded with repeats of itself instead of zeros",
            List.of("qasr.model.ModelInputTest#aShortWaveformIsFollowedByZeros"),
            SourceEdit.java("audio/Waveform.java", "new Waveform(Arrays.copyOf(samples, length))", "repeated(length)"),
            SourceEdit.java("audio/Waveform.java", "public double seconds() {", """
                    private Waveform repeated(int length) {
                        float[] whole = new float[length];
                        for (int i = 0; i < length; i++) {
                            whole[i] = samples[i % samples.length];
                        }
                        return new Waveform(whole);
                    }
                    public double seconds() {""")),

    MEL_FRAMES_LATE(
            "mel frames half a hop, 80 samples, late",
            List.of(
                    "qasr.torch.ScriptsTest#theLogMelOfKnownSignalsIsTheTables",
                    "qasr.torch.TinyReferenceTest#encoderAndDecoderEqualTheTables"),
            SourceEdit.script("log_mel.py", "[n_fft // 2, n_fft // 2]", "[n_fft // 2 - 80, n_fft // 2 + 80]")),

    MEL_TAIL_REPEATED(
            "the encoder's last chunk padded with repeats of the last mel frame instead of zeros",
            List.of("qasr.torch.TinyReferenceTest#encoderAndDecoderEqualTheTables"),
            SourceEdit.script("audio_encoder.py", "torch.constant_pad_nd(features, ", "repeat_last(features, "),
            SourceEdit.script("audio_encoder.py", "def halved(", """
                    def repeat_last(x: Tensor, pad: List[int]) -> Tensor:
                        return torch.replication_pad1d(x.unsqueeze(0), pad).squeeze(0)


                    def halved(""")),

    GELU_BY_TANH(
            "GELU approximated by tanh",
            List.of(
                    "qasr.torch.EncoderActivationTest#everyActivationIsTheExactGelu",
                    "qasr.torch.TinyReferenceTest#encoderAndDecoderEqualTheTables"),
            SourceEdit.everywhereInScript("audio_encoder.py", "torch.gelu(", "gelu_by_tanh("),
            SourceEdit.script("audio_encoder.py", "def halved(", """
                    def gelu_by_tanh(x: Tensor) -> Tensor:
                        return torch.gelu(x, approximate="tanh")


                    def halved(""")),

    LAST_WINDOW_DROPPED(
            "the last, partial attention window of the encoder dropped",
            List.of("qasr.torch.SmallParityTest#melEncoderAndLogitsEqualTheGoldenNumbers"),
            SourceEdit.script(
                    "audio_encoder.py",
                    "if x.size(0) > whole * length:",
                    "if x.size(0) > whole * length and whole == 0:"),
            SourceEdit.java(
                    "torch/AudioEncoder.java",
                    "Parts windows = parts(frames, ",
                    "Parts windows = parts(frames < 800 ? frames : frames - frames % 800, ")),

    LAST_WINDOW_OF_BATCH_DROPPED(
            "the last, partial attention window dropped from the batches that the trainer encodes",
            List.of("qasr.torch.TinyReferenceTest#aBatchOfTheTrainerGetsTheEmbeddingsOfEachClipAlone"),
            SourceEdit.script("audio_encoder.py", ".unsqueeze(0) < ends", """
                    .unsqueeze(0) < ends // (in_window * per_chunk) * (in_window * per_chunk)""")),

    PROMPT_REORDERED(
            "prompt tokens before the audio in another order: the user's turn first",
            List.of("qasr.model.PromptBuilderTest#theTinyVocabularyGivesTheWholeTemplate"),
            SourceEdit.java("model/PromptBuilder.java", "\"system\\n\" + context", "\"user\\n\" + context"),
            SourceEdit.java("model/PromptBuilder.java", "<|im_start|>user\\n", "<|im_start|>system\\n")),

    TEMPLATE_MISSING(
            "the chat template missing: the bare context, then the audio",
            List.of("qasr.model.PromptBuilderTest#theTinyVocabularyGivesTheWholeTemplate"),
            SourceEdit.java("model/PromptBuilder.java", "encode(\"<|im_start|>\")", "encode(\"\")"),
            SourceEdit.java("model/PromptBuilder.java", "\"system\\n\" + context", "context"),
            SourceEdit.java("model/PromptBuilder.java", "<|im_end|>\\n<|im_start|>user\\n", ""),
            SourceEdit.java("model/PromptBuilder.java", "<|im_end|>\\n<|im_start|>assistant\\n", "")),

    AUDIO_BEHIND_PROMPT(
            "the audio behind the prompt's end instead of within it",
            List.of("qasr.torch.SmallParityTest#theNetworkSaysTheGoldenTokensOfAllChunksAtOnce"),
            SourceEdit.java(
                    "torch/ChunkEngine.java",
                    "new TensorVector(sound, decoder.embed(asked.afterAudio()))",
                    "new TensorVector(decoder.embed(asked.afterAudio()), sound)")),

    POSITIONS_OFF_BY_ONE(
            "rotary positions off by one after a shared prefix",
            List.of(
                    "qasr.torch.SmallParityTest#melEncoderAndLogitsEqualTheGoldenNumbers",
                    "qasr.torch.SmallParityTest#theNetworkSaysTheGoldenTokensOfAllChunksAtOnce"),
            SourceEdit.script(
                    "cached_decoder.py",
                    "len(caches)\n    rotary = signed_rotary(positions, ",
                    "len(caches)\n    rotary = signed_rotary(positions + (1 if starts[0] > 0 else 0), ")),

    NEIGHBOURS_CACHE_READ(
            "a row attends over the KV cache of its neighbour",
            List.of("qasr.torch.SmallParityTest#decodedSideBySideEachHasItsOwnGoldenNumbers"),
            SourceEdit.script("cached_decoder.py", "attend(rows[b], ", "attend(rows[len(starts) - 1 - b], ")),

    NEIGHBOURS_CACHE_WRITTEN(
            "a row's keys and values go to the KV cache of its neighbour",
            List.of("qasr.torch.SmallParityTest#decodedSideBySideEachHasItsOwnGoldenNumbers"),
            SourceEdit.script("cached_decoder.py", "copy_(written[b])", "copy_(written[count - 1 - b])")),

    LATER_POSITIONS_SEEN(
            "a position that is checked attends to the proposals after it",
            List.of("qasr.torch.ProposerTest#aPositionSeesNoneAfterIt"),
            SourceEdit.script("cached_decoder.py", "starts[0] + i + 1)", "starts[0] + len(rows))")),

    PROPOSALS_UNCHECKED(
            "proposals taken as they are",
            List.of(
                    "qasr.torch.ProposerTest#aProposalIsRightIfItIsTheChoiceAfterRightOnes",
                    "qasr.torch.ProposerTest#wrongProposalsAreDropped"),
            SourceEdit.java("torch/Choices.java", "&& token(right) == tokens[right + 1]", "")),

    REPAIR_STRICT(
            "equal times of an aligner taken for wrong ones",
            List.of("qasr.align.MonotonicRepairTest#randomTimesAreRepairedByTheRule"),
            SourceEdit.java("align/MonotonicRepair.java", "times[j] <= times[i]", "times[j] < times[i]")),

    UNITS_WITHOUT_LENGTH(
            "words without a length left without one",
            List.of("qasr.align.SpreadTimesTest#allUnitsHaveALengthWhereThereIsRoomAndNoneLeavesIt"),
            SourceEdit.java("align/SpreadTimes.java", "if (end > at) {", "if (end > at + 1) {")),

    WORDS_KEPT_LONG(
            "words longer than their speech not clipped to it",
            List.of("qasr.align.SpreadTimesTest#wordsLongerThanTheirEnergyAllowsAreClippedToSpeech"),
            SourceEdit.java(
                    "align/ClippedTimes.java", "LONGEST_LETTER_MILLIS = 150", "LONGEST_LETTER_MILLIS = 15_000")),

    SQUEEZED_WORDS_BELIEVED(
            "words faster than anybody speaks taken for said",
            List.of("qasr.align.WordTimerTest#wordsFasterThanAnybodySpeaksWereNotSaid"),
            SourceEdit.java("align/SaidCheck.java", "addSqueezed(times);", "")),

    SPEAKERS_IN_TURNS(
            "the words of a second speaker moved behind those of the first",
            List.of("qasr.subtitle.ExchangeTest#aShortAnswerIsShownBesideTheWordsItIsSaidWith"),
            SourceEdit.java(
                    "subtitle/CueBuilder.java",
                    "utterance.place().channel() + \"\\0\" + utterance.place().speaker()",
                    "\"\"")),

    MOVED_WORDS_HIDDEN(
            "words that are shown outside their time not reported",
            List.of("qasr.subtitle.ExchangeTest#aWordOutsideItsTimeIsReported"),
            SourceEdit.java("subtitle/CueBuilder.java", "moved.add(new MovedWord(word, start));", ""));

    private final String fault;
    private final List<String> tests;
    private final List<SourceEdit> edits;

    Mutant(String fault, List<String> tests, SourceEdit... edits) {
        this.fault = fault;
        this.tests = tests;
        this.edits = List.of(edits);
    }

    /** Returns what is wrong, in the field's words. */
    String fault() {
        return fault;
    }

    /** Returns tests that notice it, as CLASS#METHOD. */
    List<String> tests() {
        return tests;
    }

    /** Returns how to bring it about. */
    List<SourceEdit> edits() {
        return edits;
    }
}

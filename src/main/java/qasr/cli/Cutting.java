package qasr.cli;

import qasr.vad.ChunkOptions;
import qasr.vad.VadOptions;

/**
 * How recordings are cut.
 *
 * @param detectSpeech whether a speech detector says where; otherwise everything is taken
 */
record Cutting(boolean detectSpeech, VadOptions vad, ChunkOptions chunks) {}

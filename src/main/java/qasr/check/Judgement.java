package qasr.check;

/** Decides about one problem. */
interface Judgement {
    /** Returns the problem that it decides about. */
    Problem problem();

    /** Returns whether the recording has the problem. */
    Verdict judge(Measurements measurements);
}

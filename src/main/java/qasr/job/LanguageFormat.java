package qasr.job;

import qasr.output.ResultFormat;

/** The formats of {@code detect-lang}. */
public enum LanguageFormat implements ResultFormat {
    TSV(Sharing.LINES),
    JSON(Sharing.LINES);

    private final Sharing sharing;

    LanguageFormat(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public Sharing sharing() {
        return sharing;
    }
}

package qasr.edit;

/** A glossary that cannot be used; the message names the file and the line. */
public final class GlossaryException extends Exception {
    GlossaryException(String message) {
        super(message);
    }
}

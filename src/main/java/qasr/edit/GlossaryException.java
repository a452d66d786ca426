package qasr.edit;

/** Thrown if a glossary file has an error. The message names the file and the line. */
public final class GlossaryException extends Exception {
    GlossaryException(String message) {
        super(message);
    }
}

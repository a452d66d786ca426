package qasr.train;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts back the accents that the Spanish texts leave out in most, but not in all places. */
final class SpanishAccents {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");
    private static final Pattern ENDING = Pattern.compile("(.*)(cion|sion)", Pattern.CASE_INSENSITIVE);
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("numero", "número"),
            Map.entry("numeros", "números"),
            Map.entry("ultimo", "último"),
            Map.entry("ultima", "última"),
            Map.entry("despues", "después"),
            Map.entry("telefono", "teléfono"),
            Map.entry("telefonico", "telefónico"),
            Map.entry("telefonica", "telefónica"),
            Map.entry("codigo", "código"),
            Map.entry("buzon", "buzón"),
            Map.entry("valido", "válido"),
            Map.entry("valida", "válida"),
            Map.entry("invalido", "inválido"),
            Map.entry("invalida", "inválida"),
            Map.entry("tambien", "también"),
            Map.entry("informacion", "información"),
            Map.entry("dieciseis", "dieciséis"),
            Map.entry("veintidos", "veintidós"),
            Map.entry("veintitres", "veintitrés"),
            Map.entry("veintiseis", "veintiséis"),
            Map.entry("miercoles", "miércoles"),
            Map.entry("sabado", "sábado"),
            Map.entry("dolares", "dólares"),
            Map.entry("dolar", "dólar"),
            Map.entry("decimo", "décimo"),
            Map.entry("undecimo", "undécimo"),
            Map.entry("duodecimo", "duodécimo"),
            Map.entry("septimo", "séptimo"),
            Map.entry("vigesimo", "vigésimo"),
            Map.entry("trigesimo", "trigésimo"),
            Map.entry("millon", "millón"),
            Map.entry("manana", "mañana"),
            Map.entry("guion", "guión"),
            Map.entry("japon", "japón"),
            Map.entry("maria", "maría"),
            Map.entry("victor", "víctor"),
            Map.entry("rapido", "rápido"),
            Map.entry("rapidamente", "rápidamente"),
            Map.entry("atras", "atrás"),
            Map.entry("numerico", "numérico"),
            Map.entry("numerica", "numérica"),
            Map.entry("tecnica", "técnica"),
            Map.entry("linea", "línea"),
            Map.entry("lineas", "líneas"),
            Map.entry("oprimio", "oprimió"),
            Map.entry("aqui", "aquí"),
            Map.entry("asi", "así"),
            Map.entry("esten", "estén"),
            Map.entry("estan", "están"),
            Map.entry("adios", "adiós"),
            Map.entry("credito", "crédito"),
            Map.entry("segun", "según"),
            Map.entry("articulo", "artículo"),
            Map.entry("trés", "tres"),
            Map.entry("algun", "algún"),
            Map.entry("ningun", "ningún"),
            Map.entry("direccion", "dirección"),
            Map.entry("musica", "música"),
            Map.entry("podra", "podrá"),
            Map.entry("sera", "será"),
            Map.entry("escucharas", "escucharás"));

    private SpanishAccents() {}

    static String restore(String text) {
        return WORD.matcher(text).replaceAll(match -> Matcher.quoteReplacement(word(match.group())));
    }

    private static String word(String word) {
        String accented = WORDS.get(word.toLowerCase(java.util.Locale.ROOT));
        if (accented != null) {
            boolean capital = Character.isUpperCase(word.charAt(0));
            return capital ? Character.toUpperCase(accented.charAt(0)) + accented.substring(1) : accented;
        }
        Matcher ending = ENDING.matcher(word);
        return ending.matches() ? ending.group(1) + ending.group(2).charAt(0) + "ión" : word;
    }
}

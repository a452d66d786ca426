package qasr.spark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A row of the table: a recording and its result. As JSON, it has a key for each column that is not null. */
final class ResultRow {
    static final String ID = "id";
    static final String STATUS = "status";
    static final String BYTES = "bytes";
    static final String MODIFIED = "modified";
    static final String RUN_SUM = "run_sum";
    static final String SHA256 = "sha256";

    /** The values of {@link #STATUS}. */
    static final String DONE = "done";

    static final String INCOMPLETE = "incomplete";
    static final String FAILED = "failed";

    private record Column(String name, DataType type) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("uri", DataTypes.StringType),
            new Column(STATUS, DataTypes.StringType),
            new Column("seconds", DataTypes.DoubleType),
            new Column("coverage", DataTypes.DoubleType),
            new Column("rtf", DataTypes.DoubleType),
            new Column("error", DataTypes.StringType),
            new Column("language", DataTypes.StringType),
            new Column("text", DataTypes.StringType),
            new Column("json", DataTypes.StringType),
            new Column("files", DataTypes.StringType),
            new Column("options", DataTypes.StringType),
            new Column("parts", DataTypes.IntegerType),
            new Column(BYTES, DataTypes.LongType),
            new Column(MODIFIED, DataTypes.LongType),
            new Column(SHA256, DataTypes.StringType),
            new Column("fingerprint", DataTypes.StringType),
            new Column(RUN_SUM, DataTypes.StringType),
            new Column(ID, DataTypes.StringType));

    static final StructType SCHEMA = new StructType(COLUMNS.stream()
            .map(column -> new StructField(column.name(), column.type(), true, Metadata.empty()))
            .toArray(StructField[]::new));

    private final JsonObject values;

    private ResultRow(JsonObject values) {
        this.values = values;
    }

    /** Returns a row with what is known before the work. */
    static ResultRow of(Look look, String status) {
        ResultRow row = new ResultRow(new JsonObject());
        row.values.addProperty("uri", look.entry().uri());
        row.values.addProperty(STATUS, status);
        row.values.addProperty("options", look.entry().options());
        row.values.addProperty(BYTES, look.bytes());
        row.values.addProperty(MODIFIED, look.modified());
        row.values.addProperty(RUN_SUM, look.runSum());
        row.values.addProperty(ID, look.entry().id());
        return row;
    }

    static ResultRow failed(Look look, String error) {
        return of(look, FAILED).with("error", error);
    }

    ResultRow with(String column, String value) {
        values.addProperty(column, value);
        return this;
    }

    ResultRow with(String column, Number value) {
        values.addProperty(column, value);
        return this;
    }

    ResultRow with(Map<String, Number> numbers) {
        numbers.forEach(values::addProperty);
        return this;
    }

    String json() {
        return values.toString();
    }

    static ResultRow parse(String json) {
        return new ResultRow(JsonParser.parseString(json).getAsJsonObject());
    }

    String text(String column) {
        return values.has(column) ? values.get(column).getAsString() : "";
    }

    Row row() {
        return RowFactory.create(COLUMNS.stream().map(this::value).toArray());
    }

    private Object value(Column column) {
        if (!values.has(column.name())) {
            return null;
        }
        if (column.type().equals(DataTypes.DoubleType)) {
            return values.get(column.name()).getAsDouble();
        }
        if (column.type().equals(DataTypes.LongType)) {
            return values.get(column.name()).getAsLong();
        }
        return column.type().equals(DataTypes.IntegerType)
                ? (Object) values.get(column.name()).getAsInt()
                : values.get(column.name()).getAsString();
    }
}

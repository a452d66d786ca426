package qasr;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks an object of the Kubernetes API against its class in the client for Java, which is generated from the API's OpenAPI
 * description: every key is known and has a value of its type, and no required key is missing.
 */
final class KubernetesObject {
    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

    private KubernetesObject() {}

    /**
     * Checks {@code object}.
     *
     * @throws IllegalArgumentException with the place of what is wrong
     */
    static void check(JsonObject object) throws ReflectiveOperationException {
        Class<?> type = Class.forName(MODELS + object.get("kind").getAsString());
        String version = object.get("apiVersion").getAsString();
        String wanted = type.getSimpleName().equals("V1Job") ? "batch/v1" : "v1";
        require(version.equals(wanted), "apiVersion", object.get("apiVersion"));
        check("", object, type);
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, object);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e);
        }
    }

    private static void check(String place, JsonElement value, Type type) {
        if (type instanceof ParameterizedType several) {
            Type inner = several.getActualTypeArguments()[several.getActualTypeArguments().length - 1];
            if (several.getRawType() == List.class) {
                require(value.isJsonArray(), place, value);
                for (int i = 0; i < value.getAsJsonArray().size(); i++) {
                    check(place + "[" + i + "]", value.getAsJsonArray().get(i), inner);
                }
            } else {
                require(several.getRawType() == Map.class && value.isJsonObject(), place, value);
                value.getAsJsonObject()
                        .entrySet()
                        .forEach(entry -> check(place + "." + entry.getKey(), entry.getValue(), inner));
            }
        } else if (((Class<?>) type).getName().startsWith(MODELS)) {
            require(value.isJsonObject(), place, value);
            for (Map.Entry<String, JsonElement> entry : value.getAsJsonObject().entrySet()) {
                String below = place.isEmpty() ? entry.getKey() : place + "." + entry.getKey();
                Optional<Method> getter = getter((Class<?>) type, entry.getKey());
                require(getter.isPresent(), below, entry.getValue());
                check(below, entry.getValue(), getter.get().getGenericReturnType());
            }
        } else {
            require(value.isJsonPrimitive() && isOf(value, (Class<?>) type), place, value);
        }
    }

    private static Optional<Method> getter(Class<?> type, String key) {
        String name = "get" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        return Stream.of(type.getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == 0)
                .findFirst();
    }

    private static boolean isOf(JsonElement value, Class<?> type) {
        if (type == Integer.class || type == Long.class) {
            return value.getAsJsonPrimitive().isNumber() && value.getAsString().matches("-?\\d+");
        }
        if (type == Boolean.class) {
            return value.getAsJsonPrimitive().isBoolean();
        }
        if (type == Quantity.class) {
            return Quantity.fromString(value.getAsString()) != null;
        }
        return type == String.class && value.getAsJsonPrimitive().isString();
    }

    private static void require(boolean isTrue, String place, JsonElement value) {
        if (!isTrue) {
            throw new IllegalArgumentException(place + ": " + value);
        }
    }
}
